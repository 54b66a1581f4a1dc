"""A whole run: prepare the data, write the start, train, in one process or several."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from filelock import FileLock, Timeout

from mt_toolkit.errors import InputError, ModelError, OutputError, UsageError
from mt_toolkit.files import AtomicWriter, file_digest
from mt_toolkit.training.arrays import TokenArrays
from mt_toolkit.training.group import Group
from mt_toolkit.training.initialisation import Start, initialise, meaning_vectors
from mt_toolkit.training.layout import RunFolder
from mt_toolkit.training.learner import Learner
from mt_toolkit.training.loop import Trainer
from mt_toolkit.training.models import build_model, load_model, trained_parameters
from mt_toolkit.training.precision import measure
from mt_toolkit.training.prepare import Pieces, encode_mixture, learn_vocabulary
from mt_toolkit.training.processes import assistants
from mt_toolkit.training.progress import Progress
from mt_toolkit.training.spooling import spool
from mt_toolkit.training.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from mt_toolkit.training.evaluation import DevelopmentSet
    from mt_toolkit.training.initialisation import PieceEncoder
    from mt_toolkit.training.mixture import Mixture, NamesPart
    from mt_toolkit.training.overlap import HeldOut
    from mt_toolkit.training.settings import Settings

__all__ = ["Plan", "train"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run is made of.

    Attributes:
        mixture: The training data.
        held_out: Texts that must never be trained on.
        settings: How to train.
        encoder: Gives the sentence encoder: for the first weights of a new model, and for the links
            of guided alignment. ``None`` does without both.
        base: Folder of a model to fine-tune, or ``None`` to begin a new one.
        pieces: Sizes of a new vocabulary.
        sets: Development sets.
        measure_seconds: Time spent on measuring which precision is faster.
        threads: CPU threads of each process.
    """

    mixture: Mixture
    held_out: HeldOut
    settings: Settings
    encoder: Callable[[], PieceEncoder] | None = None
    base: Path | None = None
    pieces: Pieces = field(default_factory=Pieces)
    sets: Sequence[DevelopmentSet] = ()
    measure_seconds: float = 60.0
    threads: int = 1

    def fingerprint(self) -> str:
        """A hash that says whether a run can be resumed with this plan."""
        content = {
            "settings": self.settings.fingerprint(),
            "sources": [
                [source.path.name, asdict(source.weight), asdict(source.filters), source.variants]
                for source in self.mixture.sources
            ],
            "held_out": self.held_out.fingerprint(),
            "base": None if self.base is None else file_digest(self.base / "config.json"),
            "encoder": self.encoder is not None,
            "pieces": [self.pieces.source, self.pieces.target],
        }
        if self.mixture.names is not None:
            content["names"] = _identity_of(self.mixture.names)
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _identity_of(names: NamesPart) -> list[Any]:
    """What of the names decides on a run: the glossaries' bytes, and how much is made of them."""
    return [[file_digest(path) for path in names.glossaries], asdict(names.share), names.each]


def train(plan: Plan, path: Path, *, announce: Callable[[str], None]) -> Progress:
    """Begin a run in ``path``, or go on with the one that is there.

    Args:
        plan: What to do.
        path: The run's folder; its ``model`` holds the result.
        announce: Is told how it goes, line by line.

    Raises:
        UsageError: ``path`` holds a run that was begun otherwise.
        InputError: The training data cannot be used.
        ModelError: The model to begin from cannot be used, or a process was lost.
        OutputError: The run cannot be written.
    """
    folder = RunFolder(path)
    torch.set_num_threads(plan.threads)
    with _alone(folder):
        _claim(folder, plan.fingerprint())
        if folder.checkpoints.latest() is None:
            _begin(folder, plan, announce)
        _settle_precision(folder, plan, announce)
        try:
            return _go_on(folder, plan, announce)
        except torch.OutOfMemoryError as error:
            raise ModelError(
                "the memory of the device is full", mend="Choose smaller --batch-tokens"
            ) from error


def _go_on(folder: RunFolder, plan: Plan, announce: Callable[[str], None]) -> Progress:
    settings = plan.settings
    with assistants(folder, plan.settings, threads=plan.threads) as group:
        learner = Learner(folder, settings, group)
        if learner.progress.step:
            announce(f"going on after step {learner.progress.step:,}")
        weights = sum(weight.numel() for _, weight in trained_parameters(learner.model))
        processes = "1 process" if group.size == 1 else f"{group.size} processes"
        announce(f"{weights / 1e6:.1f} million weights, {learner.progress.precision}, {processes}")
        return Trainer(folder, settings, learner, sets=plan.sets, announce=announce).run()


@contextlib.contextmanager
def _alone(folder: RunFolder) -> Iterator[None]:
    """Keep a second command out of the same run."""
    folder.path.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.lock, blocking=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise UsageError(
            f"another command is training in {folder.path}", mend="Choose another --output"
        ) from error
    except OSError as error:
        raise OutputError(
            f"{folder.path}: cannot be written ({error.strerror})", mend="Check its permissions"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _claim(folder: RunFolder, fingerprint: str) -> None:
    """Make sure that ``folder`` is new, or holds this very run."""
    if folder.identity.is_file():
        known = json.loads(folder.identity.read_bytes()).get("fingerprint")
        if known != fingerprint:
            raise UsageError(
                f"{folder.path} holds a run with another mixture or other settings",
                mend="Choose another --output, or give the command that began it",
            )
        return
    if any(path != folder.lock for path in folder.path.iterdir()):
        raise UsageError(
            f"{folder.path} is not empty and holds no run", mend="Choose another --output"
        )
    with AtomicWriter(folder.identity) as writer:
        writer.write(json.dumps({"fingerprint": fingerprint}) + "\n")


def _begin(folder: RunFolder, plan: Plan, announce: Callable[[str], None]) -> None:
    """Everything before the first step, ending with a checkpoint of step 0."""
    if not TokenArrays.complete(folder.data):
        _prepare(folder, plan, announce)
    vocabulary = Vocabulary(folder.tokens)
    settings = plan.settings
    dropout = settings.objective.dropout
    if plan.base is not None:
        model = load_model(plan.base, vocabulary, dropout=dropout)
    elif settings.shape is not None:
        model = build_model(settings.shape, vocabulary, seed=settings.seed, dropout=dropout)
    else:
        raise UsageError("a new model needs a shape", mend="Give a shape, or a model to fine-tune")
    if plan.encoder is not None:
        vectors = meaning_vectors(vocabulary, plan.encoder(), model.config.d_model)
        np.save(folder.links, vectors.astype(np.float16))
        if plan.base is None:
            announce("start: embeddings from the sentence encoder, identity attention, advance")
            initialise(model, vectors, Start(), seed=settings.seed)
    model.config.to_json_file(folder.tokens / "config.json")
    tensors = {"bias": model.final_logits_bias}
    tensors |= {f"weight/{name}": weight for name, weight in trained_parameters(model)}
    first = Progress(precision=settings.precision)
    folder.checkpoints.save(0, tensors, first.as_dict())
    shutil.rmtree(folder.spool, ignore_errors=True)


def _settle_precision(folder: RunFolder, plan: Plan, announce: Callable[[str], None]) -> None:
    """Measure which precision is faster, where that is asked for and was not done before.

    It becomes part of the run: going on in another precision would not be going on.
    """
    tensors, state = folder.checkpoints.load()
    progress = Progress.from_dict(state)
    if progress.precision != "auto":
        return
    announce(f"measuring float32 against bfloat16 for {plan.measure_seconds:.0f} s")
    learner = Learner(folder, plan.settings, Group())
    found = measure(learner.one_pass, seconds=plan.measure_seconds)
    announce(found.line())
    progress.precision = found.best
    folder.checkpoints.save(progress.step, tensors, progress.as_dict())


def _prepare(folder: RunFolder, plan: Plan, announce: Callable[[str], None]) -> None:
    spooled = spool(
        plan.mixture,
        folder.spool,
        held_out=plan.held_out,
        removed=folder.removed,
        names=folder.names,
        seed=plan.settings.seed,
        announce=announce,
    )
    if plan.base is not None:
        folder.tokens.mkdir(exist_ok=True)
        for name in ("source.spm", "target.spm", "vocab.json"):
            try:
                shutil.copyfile(plan.base / name, folder.tokens / name)
            except OSError as error:
                raise ModelError(
                    f"{plan.base / name} cannot be read ({error.strerror})",
                    mend="Give a MarianMT model in the hub's layout",
                ) from error
        vocabulary = Vocabulary(folder.tokens)
    else:
        if not any(part.count for part in spooled):
            raise InputError("none of the sources holds a usable pair", mend="Loosen the filters")
        vocabulary = learn_vocabulary(
            spooled, folder.tokens, pieces=plan.pieces, seed=plan.settings.seed
        )
    encode_mixture(spooled, folder.data, vocabulary=vocabulary, announce=announce)
