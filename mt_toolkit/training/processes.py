"""The processes of a run that is shared by several."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from typing import TYPE_CHECKING, Any

import torch

from mt_toolkit.errors import ModelError, UsageError
from mt_toolkit.training.group import Group, joined
from mt_toolkit.training.layout import RunFolder
from mt_toolkit.training.learner import Learner, choose_device
from mt_toolkit.training.loop import Trainer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mt_toolkit.training.settings import Settings

__all__ = ["assistants"]


@contextlib.contextmanager
def assistants(folder: RunFolder, settings: Settings, *, threads: int) -> Iterator[Group]:
    """Start the other processes of a run; this one leads them.

    Args:
        folder: The run; every process reads its newest checkpoint.
        settings: How many processes, and what they do.
        threads: CPU threads of each process.

    Raises:
        UsageError: Several processes are asked for on a GPU.
        ModelError: A process was lost.
    """
    size = settings.workers
    if size == 1:
        yield Group()
        return
    if choose_device(settings.device).type != "cpu":
        raise UsageError("several workers share a CPU only", mend="Leave out --workers")
    meeting = folder.path / ".meeting"
    meeting.unlink(missing_ok=True)
    context = multiprocessing.get_context("spawn")
    others: list[Any] = [
        context.Process(
            target=_assist,
            args=(folder.path, settings, threads, Group(rank=rank, size=size)),
            daemon=True,
        )
        for rank in range(1, size)
    ]
    for process in others:
        process.start()
    try:
        with joined(meeting, Group(rank=0, size=size)) as group:
            yield group
        for process in others:
            process.join(timeout=60)
    except RuntimeError as error:
        if all(process.is_alive() for process in others):
            raise
        raise ModelError(
            "a training process was lost", mend="Run the same command again to go on"
        ) from error
    finally:
        for process in others:
            process.terminate()
            process.join()
        meeting.unlink(missing_ok=True)


def _assist(path: Path, settings: Settings, threads: int, group: Group) -> None:
    """What another process than the leader does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The leader is interrupted, and ends this one.
    torch.set_num_threads(threads)
    with joined(path / ".meeting", group):
        folder = RunFolder(path)
        Trainer(folder, settings, Learner(folder, settings, group)).run()
