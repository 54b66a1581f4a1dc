from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import ctranslate2
import pytest
from ctranslate2.converters import TransformersConverter

from mt_toolkit.errors import ModelError, UsageError
from mt_toolkit.protocols import Decoding, Hypothesis, TranslationRequest
from mt_toolkit.translation.engines.checkpoint import Checkpoint
from mt_toolkit.translation.engines.conversion import converted_folder
from mt_toolkit.translation.engines.ctranslate2_engine import CTranslate2Translator
from mt_toolkit.translation.engines.transformers_engine import TransformersTranslator
from tests.marian import make_model, save, sentences, trained_model, write_tokens

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = sentences(40, seed=31)
TEXTS = [source for source, _ in PAIRS]
REQUESTS = [TranslationRequest(text=text, links=True) for text in TEXTS]


@pytest.fixture(scope="module")
def reference() -> TransformersTranslator:
    return TransformersTranslator(trained_model(), device="cpu")


@pytest.fixture(scope="module")
def exact() -> CTranslate2Translator:
    return CTranslate2Translator(trained_model(), device="cpu", compute_type="float32")


@pytest.fixture(scope="module")
def fast() -> CTranslate2Translator:
    return CTranslate2Translator(trained_model(), device="cpu")


def assert_same(ours: list[tuple[Hypothesis, ...]], theirs: list[tuple[Hypothesis, ...]]) -> None:
    for some, others in zip(ours, theirs, strict=True):
        assert [one.text for one in some] == [other.text for other in others]
        assert [one.finished for one in some] == [other.finished for other in others]
        for one, other in zip(some, others, strict=True):
            assert one.score == pytest.approx(other.score, abs=1e-3)
        assert some[0].links is not None
        assert others[0].links is not None
        for link, expected in zip(some[0].links, others[0].links, strict=True):
            assert (link.source, link.target) == (expected.source, expected.target)
            assert link.weight == pytest.approx(expected.weight, abs=1e-2)


@pytest.mark.parametrize(
    "decoding",
    [
        Decoding(),
        Decoding(beam=1),
        Decoding(beam=6, n_best=3),
        Decoding(length_penalty=0.6),
        Decoding(batch_tokens=30),
        Decoding(max_length=4),
    ],
    ids=str,
)
def test_both_engines_give_the_same(
    exact: CTranslate2Translator, reference: TransformersTranslator, decoding: Decoding
) -> None:
    assert_same(exact.translate(REQUESTS, decoding), reference.translate(REQUESTS, decoding))


@pytest.mark.parametrize(
    "entry",
    [
        {"layer": 0, "heads": [1], "shift": 1},
        {"layer": 1, "heads": [1], "shift": 0},
        {"layer": 0, "heads": [0, 1], "shift": 1},
    ],
    ids=str,
)
def test_both_engines_link_words_by_the_attention_that_the_model_names(
    tmp_path: Path, reference: TransformersTranslator, entry: dict[str, Any]
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(trained_model(), folder)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"word_links": entry}))
    exact = CTranslate2Translator(folder, device="cpu", compute_type="float32")
    found = exact.translate(REQUESTS, Decoding())
    assert_same(found, TransformersTranslator(folder, device="cpu").translate(REQUESTS, Decoding()))
    usual = reference.translate(REQUESTS, Decoding())
    assert [one.text for one, *_ in found] == [one.text for one, *_ in usual]
    assert [one.links for one, *_ in found] != [one.links for one, *_ in usual]


def test_the_model_knows_its_language(fast: CTranslate2Translator) -> None:
    results = fast.translate(REQUESTS, Decoding())
    right = sum(best.text == target for (best, *_), (_, target) in zip(results, PAIRS, strict=True))
    assert right > len(PAIRS) / 2


@pytest.mark.parametrize(
    "changes",
    [
        {"activation_function": "relu", "decoder_layers": 1},
        {"activation_function": "gelu", "scale_embedding": False},
        {"share_encoder_decoder_embeddings": False},
        {"tie_word_embeddings": False},
        {"d_model": 36, "encoder_attention_heads": 3, "decoder_attention_heads": 6},
    ],
    ids=str,
)
def test_all_shapes_of_model_are_converted(tmp_path: Path, changes: dict[str, Any]) -> None:
    write_tokens(tmp_path)
    save(make_model(tmp_path, **changes), tmp_path)
    decoding = Decoding(beam=2, max_length=8)
    ours = CTranslate2Translator(tmp_path, device="cpu", compute_type="float32")
    theirs = TransformersTranslator(tmp_path, device="cpu")
    assert_same(ours.translate(REQUESTS, decoding), theirs.translate(REQUESTS, decoding))


def test_a_start_token_with_a_vector_of_its_own_is_kept(tmp_path: Path) -> None:
    write_tokens(tmp_path)
    model = make_model(tmp_path)
    model.model.shared.weight.data[model.config.pad_token_id] = 0.5
    save(model, tmp_path)
    decoding = Decoding(beam=2, max_length=8)
    ours = CTranslate2Translator(tmp_path, device="cpu", compute_type="float32")
    theirs = TransformersTranslator(tmp_path, device="cpu")
    assert_same(ours.translate(REQUESTS, decoding), theirs.translate(REQUESTS, decoding))


@pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses:UserWarning")
def test_conversion_is_as_good_as_ctranslate2s_own(
    exact: CTranslate2Translator, tmp_path: Path
) -> None:
    # CTranslate2 takes the encoder's number of heads for the decoder's.
    write_tokens(tmp_path)
    save(make_model(tmp_path, decoder_attention_heads=4), tmp_path)
    TransformersConverter(str(tmp_path)).convert(str(tmp_path / "theirs"))
    theirs = ctranslate2.Translator(str(tmp_path / "theirs"), compute_type="float32")
    ours = ctranslate2.Translator(
        str(converted_folder(Checkpoint(tmp_path), "float32")), compute_type="float32"
    )
    tokens = [exact._tokens.encode(text).tokens for text in TEXTS]
    options = {
        "beam_size": 4,
        "max_decoding_length": 12,
        "return_scores": True,
        "disable_unk": True,
    }
    found, expected = (engine.translate_batch(tokens, **options) for engine in (ours, theirs))
    assert [one.hypotheses for one in found] == [other.hypotheses for other in expected]
    for one, other in zip(found, expected, strict=True):
        assert one.scores == pytest.approx(other.scores, abs=1e-3)


def test_8_bits_are_close_to_32(fast: CTranslate2Translator, exact: CTranslate2Translator) -> None:
    small, large = (engine.translate(REQUESTS, Decoding()) for engine in (fast, exact))
    same = [one for one, other in zip(small, large, strict=True) if one[0].text == other[0].text]
    assert len(same) >= 0.9 * len(REQUESTS)
    error = sum(abs(a[0].score - b[0].score) for a, b in zip(small, large, strict=True))
    assert error / len(REQUESTS) < 0.05


@pytest.mark.parametrize("engine", ["exact", "reference"])
def test_never_more_tokens_than_asked(engine: str, request: pytest.FixtureRequest) -> None:
    translator = request.getfixturevalue(engine)
    for (best, *_), (_, target) in zip(
        translator.translate(REQUESTS, Decoding(max_length=3)), PAIRS, strict=True
    ):
        if len(target.split()) > 3:
            assert not best.finished
        assert len(best.text.split()) <= 3


@pytest.mark.parametrize("engine", ["exact", "reference"])
def test_n_grams_that_must_not_come_twice_do_not(
    engine: str, request: pytest.FixtureRequest
) -> None:
    translator = request.getfixturevalue(engine)
    requests = [TranslationRequest(text="وزير جديد في وزير جديد في وزير جديد في مدينة")]
    ((free, *_),) = translator.translate(requests, Decoding())
    ((bound, *_),) = translator.translate(requests, Decoding(no_repeat_ngram=2))
    assert free.text.split().count("minister") == 3

    def repeated(text: str) -> bool:
        words = text.split()
        pairs = list(itertools.pairwise(words))
        return len(set(pairs)) < len(pairs)

    assert repeated(free.text)
    assert not repeated(bound.text)


@pytest.mark.parametrize("engine", ["exact", "reference"])
def test_at_least_as_many_tokens_as_asked(engine: str, request: pytest.FixtureRequest) -> None:
    translator = request.getfixturevalue(engine)
    ((best, *_),) = translator.translate(REQUESTS[:1], Decoding(beam=1, min_length=40))
    assert len(best.text) > 2 * len(PAIRS[0][1])


@pytest.mark.parametrize("engine", ["exact", "reference"])
def test_nothing_is_cut_off_in_silence(engine: str, request: pytest.FixtureRequest) -> None:
    translator = request.getfixturevalue(engine)
    text = " ".join(["وزير"] * translator.max_source_tokens)
    with pytest.raises(ModelError, match=r"longer than the model takes \(64\)\. Split"):
        translator.translate([TranslationRequest(text=text)], Decoding())
    with pytest.raises(UsageError, match="cannot come from a beam of 1"):
        translator.translate(REQUESTS, Decoding(beam=1, n_best=2))


def test_a_ctranslate2_folder_is_opened_as_it_is(
    exact: CTranslate2Translator, tmp_path: Path
) -> None:
    model = trained_model()
    folder = tmp_path / "ready"
    shutil.copytree(converted_folder(Checkpoint(model), "float32"), folder)
    for name in ("source.spm", "target.spm"):
        shutil.copy(model / name, folder)
    ready = CTranslate2Translator(folder, device="cpu", compute_type="float32")
    assert_same(ready.translate(REQUESTS, Decoding()), exact.translate(REQUESTS, Decoding()))
    assert ready.name == "ready"
    (folder / "source.spm").unlink()
    with pytest.raises(ModelError, match=r"source\.spm is missing"):
        CTranslate2Translator(folder, device="cpu")


def test_a_damaged_ctranslate2_folder_is_named(tmp_path: Path) -> None:
    shutil.copytree(trained_model(), tmp_path, dirs_exist_ok=True)
    (tmp_path / "model.bin").write_bytes(b"no model")
    with pytest.raises(ModelError, match="CTranslate2 cannot open"):
        CTranslate2Translator(tmp_path, device="cpu")


def test_the_fingerprint_follows_what_shapes_the_output(
    exact: CTranslate2Translator,
    fast: CTranslate2Translator,
    reference: TransformersTranslator,
    tmp_path: Path,
) -> None:
    write_tokens(tmp_path)
    save(make_model(tmp_path), tmp_path)
    other = CTranslate2Translator(tmp_path, device="cpu")
    translators = (exact, fast, reference, other)
    assert len({translator.fingerprint for translator in translators}) == len(translators)


def test_an_unknown_compute_type_is_an_error() -> None:
    with pytest.raises(ModelError, match=r"'int4' is not available .* Choose one of .*int8"):
        CTranslate2Translator(trained_model(), device="cpu", compute_type="int4")
    with pytest.raises(ModelError, match=r"no compute type 'int8'\. Choose one of float32"):
        TransformersTranslator(trained_model(), device="cpu", compute_type="int8")


def test_the_reference_engine_says_when_torch_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = trained_model()
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ModelError, match=r"pip install 'mt-toolkit\[torch\]'"):
        TransformersTranslator(folder)


def test_the_default_engine_never_loads_torch() -> None:
    folder = trained_model()
    CTranslate2Translator(folder, device="cpu")  # Converts, which is allowed to look for torch.
    script = f"""
import sys
from pathlib import Path
from mt_toolkit.protocols import Decoding, TranslationRequest
from mt_toolkit.translation.engines.ctranslate2_engine import CTranslate2Translator
translator = CTranslate2Translator(Path({str(folder)!r}), device="cpu")
print(translator.translate([TranslationRequest(text={TEXTS[0]!r}, links=True)], Decoding()))
print(sorted({{"torch", "transformers", "numpy"}} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert "Hypothesis" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
    assert done.stderr == ""


def test_loading_and_running_the_reference_engine_is_silent(
    capfd: pytest.CaptureFixture[str], recwarn: pytest.WarningsRecorder
) -> None:
    folder = trained_model()
    capfd.readouterr()
    TransformersTranslator(folder, device="cpu").translate(REQUESTS[:2], Decoding())
    assert capfd.readouterr() == ("", "")
    assert not recwarn.list
