"""How fast sentences are translated, beside other ways to run the same model.

    python benchmarks/translate_speed.py [--quick] [--sentences N] [--repeat N] [--threads N]

Takes the sentences of ``corpus/ar`` and a Marian model of opus-mt-ar-en's exact shape: the real one
where the local hub cache has it, else one with random weights. The lengths of all outputs are
forced to be equal: as many tokens as the sources have in the mean. Every system runs in a process
of its own, which is timed after one warm-up; the best of the repeats counts. Beside the seconds
stands the processor time, which other programs disturb less.

- ``mt-toolkit``: our default engine (CTranslate2, int8 on the CPU), with word links and without
- ``ctranslate2``: ``ctranslate2.Translator.translate_batch`` on the same int8 model, with
  SentencePiece before and after it
- ``mt-toolkit transformers``: our reference engine
- ``pipeline``: Hugging Face's ``pipeline("translation")`` in float32 at its best batch size;
  Transformers 5 has no such task, and there what the task did (``MarianTokenizer``,
  ``MarianMTModel.generate``, decode) is done instead
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mt_toolkit.protocols import Decoding, TranslationRequest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
BATCH_SIZES = (1, 8, 16, 32, 64)
VOCABULARY = 62834
WIDTH, FEED_FORWARD, LAYERS, HEADS = 512, 2048, 6, 8
FLAGS = ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8", "neon", "asimddp", "i8mm")

Job = tuple[int, list[str]]


def main() -> None:
    """Build or find the model, then run all systems on it."""
    options = parse_options()
    if options.worker:
        print(json.dumps(work(options)))
        return
    with tempfile.TemporaryDirectory() as holder:
        scratch = Path(holder)
        os.environ["MT_TOOLKIT_CACHE"] = str(scratch / "cache")
        model = real_model() or build_model(scratch / "model")
        job = make_job(model, options.sentences)
        (scratch / "job.json").write_text(json.dumps(job), encoding="utf-8")
        print_machine(model, job, options)
        run_all(model, scratch / "job.json", options)


def parse_options() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="32 sentences, one repeat")
    parser.add_argument("--sentences", type=int, default=256)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--threads", type=int, default=0, help="processor cores; 0 is all")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--only", nargs="*", help="names of systems")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.quick:
        options.sentences, options.repeat = 32, 1
    options.threads = options.threads or len(os.sched_getaffinity(0))
    return options


# The data.


def real_model() -> Path | None:
    """The snapshot of opus-mt-ar-en in the local hub cache, if there is one."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        return Path(snapshot_download("Helsinki-NLP/opus-mt-ar-en", local_files_only=True))
    except LocalEntryNotFoundError:
        return None


def build_model(folder: Path) -> Path:
    """A model of opus-mt-ar-en's shape with random weights."""
    import numpy as np
    import sentencepiece
    from safetensors.numpy import save_file

    folder.mkdir()
    pieces: list[str] = []
    for name, language in (("source", "ar"), ("target", "en")):
        sentencepiece.SentencePieceTrainer.train(
            input=",".join(str(path) for path in sorted((ROOT / "corpus" / language).iterdir())),
            model_prefix=str(folder / name),
            vocab_size=4000,
            hard_vocab_limit=False,
            minloglevel=2,
        )
        (folder / f"{name}.model").rename(folder / f"{name}.spm")
        model = sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{name}.spm"))
        pieces += [model.id_to_piece(number) for number in range(3, model.get_piece_size())]
    tokens = list(dict.fromkeys(["</s>", "<unk>", *pieces]))
    tokens += [f"▁filler{number}" for number in range(VOCABULARY - 1 - len(tokens))] + ["<pad>"]
    numbers = {token: number for number, token in enumerate(tokens)}
    (folder / "vocab.json").write_text(json.dumps(numbers), encoding="utf-8")
    (folder / "config.json").write_text(json.dumps(config()), encoding="utf-8")
    rng = np.random.default_rng(1)
    tensors = {
        name: (np.ones(shape) if name.endswith("norm.weight") else rng.normal(0, 0.05, shape))
        for name, shape in shapes().items()
    }
    tensors["model.shared.weight"][-1] = 0
    save_file(
        {name: array.astype(np.float32) for name, array in tensors.items()},
        folder / "model.safetensors",
        metadata={"format": "pt"},
    )
    return folder


def config() -> dict[str, Any]:
    """What config.json says of opus-mt-ar-en's shape."""
    sides = ("encoder", "decoder")
    return {
        "model_type": "marian",
        "architectures": ["MarianMTModel"],
        "vocab_size": VOCABULARY,
        "d_model": WIDTH,
        **{f"{side}_layers": LAYERS for side in sides},
        **{f"{side}_attention_heads": HEADS for side in sides},
        **{f"{side}_ffn_dim": FEED_FORWARD for side in sides},
        "activation_function": "swish",
        "scale_embedding": True,
        "max_position_embeddings": 512,
        "pad_token_id": VOCABULARY - 1,
        "decoder_start_token_id": VOCABULARY - 1,
        "eos_token_id": 0,
    }


def shapes() -> dict[str, tuple[int, ...]]:
    """Name and shape of each weight."""
    found: dict[str, tuple[int, ...]] = {
        "model.shared.weight": (VOCABULARY, WIDTH),
        "final_logits_bias": (1, VOCABULARY),
    }
    for side, attentions in (("encoder", ("self",)), ("decoder", ("self", "encoder"))):
        for layer in range(LAYERS):
            scope = f"model.{side}.layers.{layer}"
            linear = {"fc1": (FEED_FORWARD, WIDTH), "fc2": (WIDTH, FEED_FORWARD)}
            norms = ["final_layer_norm"]
            for attention in attentions:
                for part in ("q", "k", "v", "out"):
                    linear[f"{attention}_attn.{part}_proj"] = (WIDTH, WIDTH)
                norms.append(f"{attention}_attn_layer_norm")
            for name, (rows, columns) in linear.items():
                found[f"{scope}.{name}.weight"] = (rows, columns)
                found[f"{scope}.{name}.bias"] = (rows,)
            for name in norms:
                found |= {f"{scope}.{name}.{part}": (WIDTH,) for part in ("weight", "bias")}
    return found


def make_job(model: Path, count: int) -> Job:
    """Sentences of the corpus, and the mean of their lengths for all outputs."""
    from mt_toolkit.segmentation import segment
    from mt_toolkit.translation.engines.tokenization import MarianTokens

    tokens = MarianTokens.load(model)
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus/ar").iterdir())]
    found = [
        part.text for text in texts for line in text.splitlines() for part in segment(line, "ar")
    ]
    sized = [(len(tokens.encode(text).tokens), text) for text in found]
    usable = [(size, text) for size, text in sized if size <= 200]
    chosen = (usable * (count // len(usable) + 1))[:count]
    return sum(size for size, _ in chosen) // count, [text for _, text in chosen]


# The systems: each returns a function that translates sentences.

if TYPE_CHECKING:
    Translate = Callable[[int, list[str]], Any]


def ours(model: Path, options: argparse.Namespace, *, links: bool = False) -> Translate:
    """Our default engine."""
    from mt_toolkit.translation.engines.ctranslate2_engine import CTranslate2Translator

    return through(CTranslate2Translator(model, threads=options.threads), options, links=links)


def ours_with_links(model: Path, options: argparse.Namespace) -> Translate:
    """Our default engine, asked for word links."""
    return ours(model, options, links=True)


def reference(model: Path, options: argparse.Namespace) -> Translate:
    """Our reference engine."""
    from mt_toolkit.translation.engines.transformers_engine import TransformersTranslator

    return through(TransformersTranslator(model, threads=options.threads), options)


def through(translator: Any, options: argparse.Namespace, *, links: bool = False) -> Translate:
    """Sentences through our Translator protocol."""

    def translate(length: int, texts: list[str]) -> Any:
        decoding = Decoding(beam=options.beam, min_length=length, max_length=length)
        requests = [TranslationRequest(text=text, links=links) for text in texts]
        return translator.translate(requests, decoding)

    return translate


def bare(model: Path, options: argparse.Namespace) -> Translate:
    """CTranslate2 and SentencePiece, called directly."""
    import ctranslate2
    import sentencepiece

    from mt_toolkit.translation.engines.checkpoint import Checkpoint
    from mt_toolkit.translation.engines.conversion import converted_folder

    translator = ctranslate2.Translator(
        str(converted_folder(Checkpoint(model), "int8")),
        compute_type="int8",
        inter_threads=options.inter,
        intra_threads=options.threads // options.inter,
    )
    source, target = (
        sentencepiece.SentencePieceProcessor(model_file=str(model / f"{side}.spm"))
        for side in ("source", "target")
    )

    def translate(length: int, texts: list[str]) -> Any:
        results = translator.translate_batch(
            [[*pieces, "</s>"] for pieces in source.encode(texts, out_type=str)],
            max_batch_size=Decoding().batch_tokens,
            batch_type="tokens",
            beam_size=options.beam,
            min_decoding_length=length,
            max_decoding_length=length,
        )
        return [target.decode(result.hypotheses[0]) for result in results]

    return translate


def pipeline(model: Path, options: argparse.Namespace) -> Translate:
    """Hugging Face's pipeline, or what it did."""
    import torch
    import transformers

    torch.set_num_threads(options.threads)
    size = options.batch_size
    if int(transformers.__version__.partition(".")[0]) < 5:
        task = transformers.pipeline("translation", model=str(model), device="cpu")

        def translate(length: int, texts: list[str]) -> Any:
            lengths = {"min_new_tokens": length, "max_new_tokens": length}
            return task(texts, batch_size=size, num_beams=options.beam, **lengths)

        return translate

    tokenizer = transformers.MarianTokenizer.from_pretrained(model)
    network = transformers.MarianMTModel.from_pretrained(model).eval()

    def translate(length: int, texts: list[str]) -> Any:
        found = []
        for start in range(0, len(texts), size):
            batch = tokenizer(texts[start : start + size], return_tensors="pt", padding=True)
            with torch.inference_mode():
                output = network.generate(
                    **batch, num_beams=options.beam, min_new_tokens=length, max_new_tokens=length
                )
            found += tokenizer.batch_decode(output, skip_special_tokens=True)
        return found

    return translate


SYSTEMS: dict[str, Callable[[Path, argparse.Namespace], Translate]] = {
    "mt-toolkit": ours,
    "ctranslate2": bare,
    "mt-toolkit, links": ours_with_links,
    "mt-toolkit transformers": reference,
    "pipeline": pipeline,
}


# Running them.


def work(options: argparse.Namespace) -> dict[str, Any]:
    """In a process of its own: open a system, translate once to warm up, then take the time."""
    job = json.loads(options.worker)
    vars(options).update(job)
    length, texts = json.loads(Path(job["file"]).read_text(encoding="utf-8"))
    opened = time.perf_counter()
    translate = SYSTEMS[job["system"]](Path(job["model"]), options)
    opening = time.perf_counter() - opened
    translate(5, texts[:2])
    seconds, processor = [], []
    for _ in range(job["repeat"]):
        start, start_processor = time.perf_counter(), time.process_time()
        translate(length, texts)
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - start_processor)
    return {
        "seconds": min(seconds),
        "processor": min(processor),
        "opening": opening,
        "peak": peak_memory(),
    }


def peak_memory() -> float:
    """The most memory that this process has held, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage counts what the parent held before this program was loaded.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def start(model: Path, file: Path, options: argparse.Namespace, **job: Any) -> dict[str, Any]:
    """Run one system in a process of its own."""
    job = {"model": str(model), "file": str(file), "beam": options.beam, **job}
    command = [sys.executable, __file__, "--threads", str(options.threads)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    environment |= {"TRANSFORMERS_VERBOSITY": "error", "HF_HUB_DISABLE_PROGRESS_BARS": "1"}
    environment |= {"OMP_NUM_THREADS": str(options.threads)}
    done = subprocess.run(
        [*command, "--worker", json.dumps(job)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def run_all(model: Path, file: Path, options: argparse.Namespace) -> None:
    """Run the systems one after the other and print each result."""
    results: dict[str, dict[str, Any]] = {}
    # The first opening converts the model, which is no part of what is measured.
    start(model, file, options, system="mt-toolkit", repeat=1)
    for name in options.only or SYSTEMS:
        if name == "pipeline":
            size = best_batch_size(model, file, options)
            results[name] = start(
                model, file, options, system=name, repeat=options.repeat, batch_size=size
            )
        elif name == "ctranslate2":
            # Of the ways to share the cores out, the better one for this machine.
            ways = {1, options.threads}
            tried = [
                start(model, file, options, system=name, repeat=options.repeat, inter=inter)
                for inter in sorted(ways)
            ]
            results[name] = min(tried, key=lambda result: result["seconds"])
        else:
            results[name] = start(model, file, options, system=name, repeat=options.repeat)
        print_result(name, results, options)


def best_batch_size(model: Path, file: Path, options: argparse.Namespace) -> int:
    """Try each batch size on one full batch, eight sentences at least."""
    length, texts = json.loads(file.read_text(encoding="utf-8"))
    sample = file.with_name("sample.json")
    seconds = {}
    for size in BATCH_SIZES:
        some = (texts * (size // len(texts) + 1))[: max(size, 8)]
        sample.write_text(json.dumps((length, some)), encoding="utf-8")
        result = start(model, sample, options, system="pipeline", repeat=1, batch_size=size)
        seconds[size] = result["seconds"] / len(some)
    best = min(seconds, key=seconds.__getitem__)
    tried = ", ".join(f"{size}: {time:.2f}" for size, time in seconds.items())
    print(f"pipeline, seconds per sentence by batch size: {tried}; best: {best}", flush=True)
    return best


# Saying it.


def print_machine(model: Path, job: Job, options: argparse.Namespace) -> None:
    """Print what the numbers hang on."""
    processor = platform.processor()
    flags: list[str] = []
    information = Path("/proc/cpuinfo")
    if information.exists():
        fields = dict(
            line.split(":", 1)
            for line in information.read_text().replace("\t", "").splitlines()
            if ":" in line
        )
        processor = fields.get("model name", processor).strip()
        present = fields.get("flags", fields.get("Features", "")).split()
        flags = [flag for flag in FLAGS if flag in present]
    packages = ("ctranslate2", "transformers", "torch", "sentencepiece")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    length, texts = job
    kind = "opus-mt-ar-en" if model.parent.name == "snapshots" else "random weights"
    print(f"machine: {processor}, {options.threads} cores, {' '.join(flags)}")
    print(f"load before: {os.getloadavg()[0]:.1f}; Python {platform.python_version()}, {versions}")
    print(
        f"model: {kind}; {len(texts)} sentences, outputs of {length} tokens; beam {options.beam}\n"
    )
    print(
        f"{'system':24} {'seconds':>8} {'seg/s':>7} {'CPU s':>7} {'opening':>8} {'peak MiB':>9}",
        flush=True,
    )


def print_result(
    name: str, results: dict[str, dict[str, Any]], options: argparse.Namespace
) -> None:
    """Print one line, and for the peers how they compare."""
    result = results[name]
    speed = options.sentences / result["seconds"]
    line = f"{name:24} {result['seconds']:8.2f} {speed:7.2f} {result['processor']:7.2f}"
    line += f" {result['opening']:7.2f}s {result['peak']:9.0f}"
    print(line, flush=True)
    for other in ("ctranslate2", "pipeline"):
        if "mt-toolkit" in results and name == other:
            ours = results["mt-toolkit"]
            by_clock, by_processor = (
                result[kind] / ours[kind] for kind in ("seconds", "processor")
            )
            print(
                f"  mt-toolkit is {by_clock:.2f} times as fast as {other}"
                f" ({by_processor:.2f} by processor time)",
                flush=True,
            )


if __name__ == "__main__":
    main()
