from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.errors import ModelError
from mt_toolkit.translation.models import hubcache, resolving
from mt_toolkit.translation.models.catalogue import CATALOGUE, PREFERRED
from mt_toolkit.translation.models.hub import Hub
from mt_toolkit.translation.models.inventory import holdings
from mt_toolkit.translation.models.layout import read_facts
from mt_toolkit.translation.models.resolving import human_size, locate, parse, pull, resolve
from tests.hubserver import (
    COMMIT,
    HubServer,
    marian_files,
    write_cached,
    write_files,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OTHER_COMMIT = "decade" + "0" * 34

# Resolves a model in a process of its own, where the environment is read anew.
RESOLVE = """
import pathlib, sys
from mt_toolkit.translation.models import resolving
resolving.carried_folder = lambda: pathlib.Path(sys.argv[1])
print(resolving.resolve(sys.argv[2]).reason)
"""
PULL = """
import pathlib, sys
from mt_toolkit.translation.models.hub import Hub
from mt_toolkit.translation.models.resolving import parse, pull
pull(parse(sys.argv[1]), hub=Hub(cache=pathlib.Path(sys.argv[2])))
"""


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "hub"


@pytest.fixture
def server() -> Iterator[HubServer]:
    with HubServer(repos={PREFERRED: marian_files()}) as running:
        yield running


@pytest.fixture
def hub(server: HubServer, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    import huggingface_hub

    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    yield Hub(endpoint=server.address, cache=cache, offline=False, patience=30)
    huggingface_hub.close_session()


@pytest.fixture
def carried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_files(tmp_path / "carried", marian_files())
    monkeypatch.setattr(resolving, "carried_folder", lambda: folder)
    return folder


@pytest.fixture
def no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)


def write_part(hub: Hub, server: HubServer, content: bytes) -> None:
    """Put what a killed pull of the weights would have left into the cache."""
    etag = hashlib.sha256(server.repos[PREFERRED]["model.safetensors"]).hexdigest()
    blobs = hubcache.repo_folder(PREFERRED, hub.cache_folder) / "blobs"
    write_files(blobs, {f"{etag}.mt-toolkit.incomplete": content})


def resolve_elsewhere(carried: Path, tmp_path: Path, spec: str = "auto", **env: str) -> str:
    """The reason that a fresh process gives, with these environment variables."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if "proxy" not in name.lower() and not name.startswith("HF_")
    }
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", RESOLVE, str(carried), spec],
        env={**inherited, "HF_HOME": str(tmp_path / "home"), **env},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


class TestParse:
    def test_short_names_of_the_catalogue_stand_for_the_full_ones(self) -> None:
        assert parse("opus-mt-tc-big-ar-en").repo_id == "Helsinki-NLP/opus-mt-tc-big-ar-en"

    def test_any_hub_id_is_taken_and_a_revision_split_off(self) -> None:
        reference = parse("somebody/their-model@refs/pr/6")
        assert (reference.repo_id, reference.revision) == ("somebody/their-model", "refs/pr/6")

    def test_a_folder_wins_over_a_hub_id(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        write_files(tmp_path / "mine" / "model", marian_files())
        assert parse("mine/model").repo_id is None

    def test_a_slip_gets_the_nearest_name(self) -> None:
        with pytest.raises(ModelError, match="The nearest known name is compact"):
            parse("compcat")

    @pytest.mark.parametrize(
        "spec", ["", "a/b/c", "/nowhere", "../no-such-folder", "org/name@../../x", "a b/c"]
    )
    def test_what_cannot_be_a_model_is_refused(self, spec: str) -> None:
        with pytest.raises(ModelError, match="there is no model"):
            parse(spec)

    @given(st.text(max_size=30))
    def test_never_leaves_the_cache_folder(self, spec: str) -> None:
        try:
            reference = parse(spec)
        except ModelError:
            return
        for part in (reference.repo_id, reference.revision):
            assert part is None or ".." not in part.split("/")


class TestLocal:
    def test_a_cached_model_is_found_without_asking_any_hub(self, cache: Path) -> None:
        snapshot = write_cached(cache, PREFERRED, marian_files())
        model = resolve("auto", hub=Hub(cache=cache, endpoint="http://127.0.0.1:9"))
        assert (model.name, model.folder, model.revision) == (PREFERRED, snapshot, COMMIT)
        assert model.reason == f"model: {PREFERRED} (in the local hub cache, revision c0ffee0)"

    @pytest.mark.parametrize(
        "lost", ["config.json", "source.spm", "vocab.json", "model.safetensors"]
    )
    def test_a_download_that_was_cut_off_is_not_taken_for_whole(
        self, cache: Path, carried: Path, lost: str
    ) -> None:
        files = marian_files()
        del files[lost]
        write_cached(cache, PREFERRED, files)
        model = resolve("auto", offline=True, hub=Hub(cache=cache))
        assert (model.name, model.folder) == ("compact", carried)

    def test_a_link_to_contents_that_never_came_is_not_taken_for_whole(
        self, cache: Path, carried: Path
    ) -> None:
        snapshot = write_cached(cache, PREFERRED, marian_files())
        (snapshot / "model.safetensors").resolve().unlink()
        assert resolve("auto", offline=True, hub=Hub(cache=cache)).folder == carried

    def test_an_update_that_was_cut_off_leaves_the_older_revision_in_use(self, cache: Path) -> None:
        write_cached(cache, PREFERRED, marian_files(), OTHER_COMMIT)
        files = marian_files()
        del files["model.safetensors"]
        write_cached(cache, PREFERRED, files)
        assert resolve(PREFERRED, offline=True, hub=Hub(cache=cache)).revision == OTHER_COMMIT

    def test_a_pinned_revision_is_taken_or_nothing(self, cache: Path) -> None:
        write_cached(cache, PREFERRED, marian_files(), OTHER_COMMIT)
        write_cached(cache, PREFERRED, marian_files())
        hub = Hub(cache=cache, offline=True)
        assert resolve(f"{PREFERRED}@{OTHER_COMMIT}", hub=hub).revision == OTHER_COMMIT
        assert resolve(f"{PREFERRED}@main", hub=hub).revision == COMMIT
        assert locate(parse(f"{PREFERRED}@v2"), hub=hub) is None

    def test_safetensors_and_pickled_weights_both_make_a_model(self, cache: Path) -> None:
        write_cached(cache, "org/old", marian_files("pytorch_model.bin"))
        assert resolve("org/old", offline=True, hub=Hub(cache=cache)).kind == "marian"

    @pytest.mark.usefixtures("no_torch", "carried")
    def test_auto_passes_by_weights_that_need_torch_where_there_is_none(self, cache: Path) -> None:
        write_cached(cache, PREFERRED, marian_files("pytorch_model.bin"))
        model = resolve("auto", offline=True, hub=Hub(cache=cache))
        assert model.name == "compact"
        assert "pytorch_model.bin, needs torch" in model.reason

    def test_a_local_folder_of_either_layout(self, tmp_path: Path) -> None:
        marian = write_files(tmp_path / "marian", marian_files())
        converted = {"model.bin": b"m", "source.spm": b"s", "target.spm": b"t"}
        other = write_files(tmp_path / "ct2", converted)
        assert resolve(str(marian)).kind == "marian"
        assert resolve(str(other)).kind == "ctranslate2"

    def test_a_local_folder_that_is_not_whole_says_what_it_lacks(self, tmp_path: Path) -> None:
        files = marian_files()
        del files["target.spm"]
        folder = write_files(tmp_path / "half", files)
        with pytest.raises(ModelError, match=r"not a whole MarianMT model: it lacks target\.spm"):
            resolve(str(folder))

    def test_a_package_without_its_model_says_so(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(resolving, "carried_folder", lambda: tmp_path / "nothing")
        with pytest.raises(ModelError, match="carries no compact model"):
            resolve("compact")

    def test_a_model_that_is_not_here_cannot_be_had_offline(self, cache: Path) -> None:
        with pytest.raises(ModelError, match="may not be asked"):
            resolve("org/name", offline=True, hub=Hub(cache=cache))


class TestDownload:
    def test_auto_downloads_the_standard_model_and_says_so(self, hub: Hub) -> None:
        said: list[str] = []
        model = resolve("auto", hub=hub, announce=said.append)
        assert model.name == PREFERRED
        assert (model.folder / "model.safetensors").read_bytes() == b"w" * 3000
        assert len(said) == 1
        size = human_size(sum(map(len, marian_files().values())))
        assert said[0].startswith(f"downloading {PREFERRED} ({size}) from {hub.address}")
        assert resolve("auto", offline=True, hub=hub).folder == model.folder

    def test_only_what_is_needed_is_downloaded(self, hub: Hub, server: HubServer) -> None:
        unwanted = {"tf_model.h5": b"t", "rust_model.ot": b"r", "pytorch_model.bin": b"p"}
        server.repos["org/all"] = marian_files() | unwanted
        model = resolve("org/all", hub=hub)
        assert sorted(path.name for path in model.folder.iterdir()) == sorted(marian_files())

    def test_pulling_again_downloads_nothing(self, hub: Hub, server: HubServer) -> None:
        pull(parse(PREFERRED), hub=hub)
        server.asked.clear()
        said: list[str] = []
        pull(parse(PREFERRED), hub=hub, announce=said.append)
        assert said == []
        assert not [
            what for what, _ in server.asked if what.startswith("GET") and "resolve" in what
        ]

    def test_a_pinned_revision_is_downloaded(self, hub: Hub) -> None:
        model = resolve(f"{PREFERRED}@{COMMIT}", hub=hub)
        assert model.revision == COMMIT

    def test_a_revision_that_does_not_exist(self, hub: Hub) -> None:
        with pytest.raises(ModelError, match="has no revision v9"):
            resolve(f"{PREFERRED}@v9", hub=hub)

    def test_a_model_of_another_kind_is_refused_before_the_download(
        self, hub: Hub, server: HubServer
    ) -> None:
        server.repos["org/bert"] = {"config.json": b"{}", "model.safetensors": b"w"}
        with pytest.raises(ModelError, match=r"org/bert is not a MarianMT model .* source\.spm"):
            resolve("org/bert", hub=hub)
        assert not [what for what, _ in server.asked if "/resolve/" in what]

    @pytest.mark.usefixtures("no_torch", "carried")
    def test_weights_that_need_torch_are_not_downloaded_without_it(
        self, hub: Hub, server: HubServer
    ) -> None:
        server.repos[PREFERRED] = marian_files("pytorch_model.bin")
        model = resolve("auto", hub=hub)
        assert model.name == "compact"
        assert "needs torch" in model.reason
        assert not [what for what, _ in server.asked if "/resolve/" in what]

    @pytest.mark.parametrize(
        ("status", "said"),
        [
            (HTTPStatus.UNAUTHORIZED, f"the model hub has no {PREFERRED}"),
            (HTTPStatus.NOT_FOUND, f"the model hub has no {PREFERRED}"),
            (HTTPStatus.INTERNAL_SERVER_ERROR, "the model hub answered 500"),
        ],
    )
    def test_a_hub_that_refuses(
        self, hub: Hub, server: HubServer, carried: Path, status: HTTPStatus, said: str
    ) -> None:
        server.status = status
        model = resolve("auto", hub=hub)
        assert model.folder == carried
        assert said in model.reason
        with pytest.raises(ModelError, match=said):
            resolve(PREFERRED, hub=hub)

    def test_what_answers_but_is_no_hub(self, hub: Hub, server: HubServer, carried: Path) -> None:
        server.status = HTTPStatus.OK  # with an empty object, as a captive portal might
        assert resolve("auto", hub=hub).folder == carried

    def test_a_killed_pull_goes_on_where_it_stopped(self, hub: Hub, server: HubServer) -> None:
        # huggingface_hub writes to the disk in pieces of 10 MiB.
        content = bytes(range(256)) * (48 * 2**10)
        server.repos["org/large"] = marian_files(content=content)
        server.hold = 11 * 2**20
        command = [sys.executable, "-c", PULL, "org/large", str(hub.cache)]
        settings = {"HF_ENDPOINT": server.address, "HF_HUB_OFFLINE": "0", "NO_PROXY": "127.0.0.1"}
        env = {**os.environ, **settings}
        with subprocess.Popen(command, env=env) as process:
            try:
                assert server.held.wait(60)
                blobs = hubcache.repo_folder("org/large", hub.cache_folder) / "blobs"
                while not any(path.stat().st_size for path in blobs.glob("*.mt-toolkit.*")):
                    assert process.poll() is None
            finally:
                process.send_signal(signal.SIGKILL)
        (part,) = blobs.glob("*.mt-toolkit.*")
        arrived = part.stat().st_size
        assert hub.find("org/large") is None
        server.hold = None
        server.asked.clear()
        model = pull(parse("org/large"), hub=hub)
        assert (model.folder / "model.safetensors").read_bytes() == content
        ranges = [asked for what, asked in server.asked if what.endswith("model.safetensors")]
        assert f"bytes={arrived}-" in ranges

    def test_a_part_longer_than_the_file_is_begun_anew(self, hub: Hub, server: HubServer) -> None:
        write_part(hub, server, b"x" * 5000)
        assert (pull(parse(PREFERRED), hub=hub).folder / "model.safetensors").stat().st_size == 3000

    def test_a_cache_that_cannot_be_written(self, hub: Hub, cache: Path) -> None:
        cache.write_text("a file where the folder should be")
        with pytest.raises(ModelError, match=r"cannot be stored .*set HF_HOME"):
            pull(parse(PREFERRED), hub=hub)

    @pytest.mark.parametrize("progress", [True, False])
    def test_no_progress_bar_where_there_is_no_terminal(
        self, hub: Hub, capfd: pytest.CaptureFixture[str], progress: bool
    ) -> None:
        pull(parse(PREFERRED), hub=replace(hub, progress=progress))
        assert capfd.readouterr() == ("", "")

    def test_weights_damaged_on_the_way_are_thrown_away(self, hub: Hub, server: HubServer) -> None:
        offer = hub.ask(PREFERRED)
        write_part(hub, server, b"x" * 1000)
        with pytest.raises(ModelError, match="damaged on the way"):
            hub.fetch(offer)
        assert hub.find(PREFERRED) is None
        assert hub.fetch(offer).commit == COMMIT


class TestNoHub:
    """Each in a process of its own, with its own environment, that must end by itself."""

    def test_a_hub_that_accepts_and_never_answers(self, carried: Path, tmp_path: Path) -> None:
        with HubServer(silent=True) as server:
            reason = resolve_elsewhere(carried, tmp_path, HF_ENDPOINT=server.address)
        assert reason.startswith("model: compact (carried in the package; ")
        assert "gave no answer within 3 s" in reason

    def test_a_proxy_that_accepts_and_never_answers(self, carried: Path, tmp_path: Path) -> None:
        with HubServer(silent=True) as proxy:
            reason = resolve_elsewhere(
                carried, tmp_path, HF_ENDPOINT="https://hub.invalid", HTTPS_PROXY=proxy.address
            )
            assert proxy.asked[0][0].startswith("CONNECT")
        assert "gave no answer within 3 s" in reason

    def test_a_proxy_that_refuses(self, carried: Path, tmp_path: Path) -> None:
        with HubServer(status=HTTPStatus.FORBIDDEN) as proxy:
            reason = resolve_elsewhere(
                carried, tmp_path, HF_ENDPOINT="https://hub.invalid", HTTPS_PROXY=proxy.address
            )
        assert reason == "model: compact (carried in the package; no model hub can be reached)"

    def test_a_refused_port(self, carried: Path, tmp_path: Path) -> None:
        with socket.socket() as closed:  # bound, never listening: connections are refused
            closed.bind(("127.0.0.1", 0))
            endpoint = f"http://127.0.0.1:{closed.getsockname()[1]}"
            reason = resolve_elsewhere(carried, tmp_path, HF_ENDPOINT=endpoint)
        assert reason == "model: compact (carried in the package; no model hub can be reached)"

    def test_offline_by_environment_asks_nobody(self, carried: Path, tmp_path: Path) -> None:
        with HubServer(repos={PREFERRED: marian_files()}) as server:
            reason = resolve_elsewhere(
                carried, tmp_path, HF_ENDPOINT=server.address, HF_HUB_OFFLINE="1"
            )
            assert server.asked == []
        assert "HF_HUB_OFFLINE is set" in reason

    def test_the_cache_of_the_environment_is_used(self, carried: Path, tmp_path: Path) -> None:
        write_cached(tmp_path / "elsewhere", PREFERRED, marian_files())
        reason = resolve_elsewhere(
            carried, tmp_path, HF_HUB_CACHE=str(tmp_path / "elsewhere"), HF_HUB_OFFLINE="1"
        )
        assert reason.startswith(f"model: {PREFERRED} (in the local hub cache")


class TestInventory:
    def test_states_of_the_catalogue_and_other_marian_models(self, cache: Path) -> None:
        write_cached(cache, PREFERRED, marian_files())
        cut = {"config.json": b"{}"}
        write_cached(cache, CATALOGUE[2].name, cut)
        write_cached(cache, "org/another", marian_files())
        write_cached(cache, "org/not-marian", {**marian_files(), "config.json": b"{}"})
        found = {holding.name: holding for holding in holdings(cache)}
        assert found[PREFERRED].state == "cached"
        assert found[PREFERRED].size == sum(len(content) for content in marian_files().values())
        assert found[CATALOGUE[2].name].state == "incomplete"
        assert found["org/another"].licence == "apache-2.0"
        assert "org/not-marian" not in found

    def test_an_empty_machine(self, cache: Path) -> None:
        assert {holding.state for holding in holdings(cache)} <= {"carried", "not here"}

    def test_removing_takes_all_revisions_and_no_copy_of_the_model(self, cache: Path) -> None:
        write_cached(cache, PREFERRED, marian_files())
        write_cached(cache, PREFERRED, marian_files(content=b"v" * 500), OTHER_COMMIT)
        copies = [f"org/copy-{number}" for number in range(8)]
        for name in copies:  # with the same commits, as copies on the hub have
            write_cached(cache, name, marian_files())
        assert hubcache.remove(PREFERRED, cache=cache) > 3500
        assert not hubcache.has_parts(PREFERRED, cache=cache)
        assert all(hubcache.find(name, cache=cache) for name in copies)

    def test_removing_takes_what_a_cut_off_download_left(self, cache: Path) -> None:
        blobs = hubcache.repo_folder(PREFERRED, cache) / "blobs"
        write_files(blobs, {"0123.mt-toolkit.incomplete": b"part"})
        assert hubcache.remove(PREFERRED, cache=cache) == 4
        assert not hubcache.has_parts(PREFERRED, cache=cache)


class TestFacts:
    def test_parameters_of_the_standard_model(self, tmp_path: Path) -> None:
        # The shape of opus-mt-ar-en. The number is that of the trainable parameters of
        # transformers.MarianMTModel with the same configuration.
        config = (
            b'{"d_model": 512, "encoder_layers": 6, "decoder_layers": 6, "vocab_size": 62834,'
            b' "encoder_ffn_dim": 2048, "decoder_ffn_dim": 2048}'
        )
        folder = write_files(tmp_path / "m", marian_files() | {"config.json": config})
        assert read_facts(folder).parameters == 76_309_504

    def test_damaged_config_names_the_file(self, tmp_path: Path) -> None:
        folder = write_files(tmp_path / "m", marian_files() | {"config.json": b"{"})
        with pytest.raises(ModelError, match=r"config\.json cannot be read as JSON"):
            read_facts(folder)


@pytest.mark.parametrize(
    ("size", "text"), [(None, "—"), (999, "999 B"), (3300, "3.3 kB"), (312_000_000, "312 MB")]
)
def test_sizes_for_people(size: int | None, text: str) -> None:
    assert human_size(size) == text
