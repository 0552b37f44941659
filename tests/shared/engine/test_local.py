"""Loading says what it took and why, and what is wrong; text of any kind goes through."""

import json
import logging
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file

from shared.engine import device
from shared.engine.confidence import Confidence, write_confidence
from shared.engine.device import choose_device
from shared.engine.local import LocalEngine, load_engine
from shared.engine.room import Room
from shared.engine.zero_gpu import on_lent_gpu
from shared.errors import BadSetup, BadValue, TooLarge, Unverified
from tests.shared.engine.tiny import SAMPLES, save_calibration


@pytest.fixture
def folder(dense_checkpoint: Path, tmp_path: Path) -> Path:
    """A copy that a test may break."""
    return Path(shutil.copytree(dense_checkpoint, tmp_path / "copy"))


def test_the_choice_of_checkpoint_and_device_is_told_and_logged(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "shared.engine"):
        engine = load_engine(str(folder))

    assert engine.name == "copy"
    assert engine.device == "cpu" or torch.cuda.is_available()
    assert engine.dtype == "float32"
    assert "this folder was asked for" in engine.reason
    assert "small" in engine.reason
    assert "this folder was asked for" in caplog.text
    assert "float32" in caplog.text


def test_a_tiny_checkpoint_finds_something_in_every_script(tiny_engine: LocalEngine) -> None:
    assert all(tiny_engine.find(SAMPLES))


@given(text=st.text(max_size=60))  # lone surrogates, NUL, combining marks, any script
@settings(max_examples=60, deadline=None)
def test_any_text_goes_through(tiny_engine: LocalEngine, text: str) -> None:
    [spans] = tiny_engine.find([text])

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(text[span.start : span.end] == text[span.start : span.end].strip() for span in spans if
               text[span.start : span.end].strip())  # fmt: skip


def test_no_log_line_holds_text(tiny_engine: LocalEngine, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        tiny_engine.find(["sentinel-8d1f Harry Potter \ud800"])

    assert "sentinel-8d1f" not in caplog.text
    job = tiny_engine.begin("sentinel-8d1f")
    assert "sentinel-8d1f" not in repr(job)
    assert "array" not in repr(job) + repr(job.tokens), "token ids can be read back into the text"


def test_an_operating_point_is_chosen_by_name(folder: Path) -> None:
    save_calibration(folder, {"default": {}, "nothing": {"background_to_start": -1000.0, "end_to_start": -1000.0}})
    text = SAMPLES[0]

    assert load_engine(str(folder)).find([text]) != [[]]
    # The first token has no bias, so that one may still be found.
    assert all(span.start == 0 for span in load_engine(str(folder), operating_point="nothing").find([text])[0])
    with pytest.raises(BadSetup, match="no such operating point; it has default, recall, precision, nothing"):
        load_engine(str(folder), operating_point="unheard-of")


def test_each_call_may_name_its_operating_point_and_one_batch_holds_several(folder: Path) -> None:
    nothing, plenty = (
        {"background_to_start": pull, "end_to_start": pull, "background_stay": -pull} for pull in (-1000.0, 1000.0)
    )
    save_calibration(folder, {"default": {}, "precision": nothing, "recall": plenty})
    engine, text = load_engine(str(folder)), " ".join(SAMPLES)

    jobs = [engine.begin(text, point) for point in ("", "recall", "default", "precision")]
    engine.run([(job, window) for job in jobs for window in job.windows])
    usual, eager, default, careful = engine.end(jobs)

    assert usual == default == engine.find([text])[0]
    assert eager == engine.find([text], None, "recall")[0]
    assert len(careful) <= 1 < len(eager)
    with pytest.raises(BadValue, match="no such operating point; there are default, recall, precision"):
        engine.find([text], None, "unheard-of")


def test_scores_become_the_confidences_that_the_checkpoint_brings(folder: Path) -> None:
    plain = load_engine(str(folder)).find(SAMPLES)
    write_confidence(folder, Confidence((0.0, 1.0), (0.5, 0.9)))

    sure = load_engine(str(folder)).find(SAMPLES)

    for spans, others in zip(plain, sure, strict=True):
        assert [span.start for span in spans] == [span.start for span in others]
        for span, other in zip(spans, others, strict=True):
            assert other.score == pytest.approx(0.5 + 0.4 * span.score, abs=1e-3)


def test_a_text_that_does_not_fit_in_memory_is_refused_with_the_number(tiny_engine: LocalEngine) -> None:
    tokens = len(tiny_engine.begin(SAMPLES[0] * 400).tokens)
    small = LocalEngine.__new__(LocalEngine)
    small.__dict__.update(tiny_engine.__dict__)
    small._room = Room(forward_bytes=0, free=lambda: 9_000_000)

    with pytest.raises(TooLarge, match=f"{tokens:,} tokens, and this machine has memory for 8,100 at the moment"):
        small.find([SAMPLES[0] * 400])
    with pytest.raises(TooLarge, match="characters"):
        small.find(["x" * 100_000])
    assert small.find(SAMPLES) == tiny_engine.find(SAMPLES)


def test_missing_weights_are_refused_not_made_up(folder: Path) -> None:
    weights = load_file(folder / "model.safetensors")
    del weights["model.layers.1.self_attn.k_proj.bias"]
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})

    with pytest.raises(BadSetup, match="weights"):
        load_engine(str(folder))


def test_weights_of_another_size_are_refused(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps({**config, "head_dim": 16}), encoding="utf-8")

    with pytest.raises(BadSetup, match="weights"):
        load_engine(str(folder))


def test_weights_that_give_no_numbers_are_not_taken_for_nothing_found(folder: Path) -> None:
    weights = load_file(folder / "model.safetensors")
    weights["score.weight"][3, 3] = float("nan")
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})

    with pytest.raises(Unverified, match="not made of numbers"):
        load_engine(str(folder)).find(["Harry Potter"])


def test_a_tokenizer_of_another_model_is_refused(folder: Path) -> None:
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    token = {**tokenizer["added_tokens"][0], "id": 5000, "content": "<far>"}
    tokenizer["added_tokens"] = [*tokenizer["added_tokens"], token]
    tokenizer["model"]["vocab"]["<far>"] = 5000
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")

    with pytest.raises(BadSetup, match="do not belong together"):
        load_engine(str(folder))


def test_on_zero_gpu_the_card_is_not_looked_for() -> None:
    assert choose_device("auto", 1000, zero_gpu=True).dtype == torch.float32
    assert choose_device("auto", 1_400_000_000, zero_gpu=True).dtype == torch.bfloat16
    assert choose_device("auto", 1000, zero_gpu=True).device.type == "cuda"


def test_a_graphics_card_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)

    with pytest.raises(BadSetup, match="No graphics card"):
        choose_device("cuda", 1)


@pytest.mark.parametrize(("generation", "dtype"), [(7, torch.float32), (8, torch.bfloat16)])
def test_a_card_that_only_emulates_bfloat16_is_not_asked_to(
    generation: int, dtype: torch.dtype, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "current_device", lambda: 0)
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda _: SimpleNamespace(major=generation))
    monkeypatch.setattr(torch.cuda, "_check_bf16_tensor_supported", lambda _: True)  # as PyTorch finds on older cards

    assert choose_device("cuda", 1_400_000_000).dtype == dtype


@pytest.mark.parametrize(
    ("native", "memory_gigabytes", "dtype", "reason"),
    [
        (True, 8, torch.bfloat16, "natively"),
        (False, 16, torch.float32, "does not multiply"),
        (False, 8, torch.bfloat16, "memory"),
    ],
)
def test_a_large_checkpoint_on_a_processor_takes_what_fits(
    native: bool, memory_gigabytes: int, dtype: torch.dtype, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: native)
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: native)
    monkeypatch.setattr(device, "_memory_bytes", lambda: memory_gigabytes * 10**9)

    placement = choose_device("cpu", 1_400_000_000)

    assert placement.dtype == dtype
    assert reason in placement.reason


@pytest.mark.parametrize(("quota", "cores"), [("150000 100000", 2), ("20000 100000", 1), ("max 100000", 6), ("", 6)])
def test_a_container_uses_the_cores_it_is_given(
    quota: str, cores: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device.os, "sched_getaffinity", lambda _: set(range(6)))
    (tmp_path / "cpu.max").write_text(quota, encoding="ascii")

    assert device.usable_cores(tmp_path / "cpu.max") == cores
    assert device.usable_cores(tmp_path / "nowhere") == 6


@pytest.mark.parametrize("threads", [1, 3])
def test_threads_change_nothing_but_speed(threads: int, mixture_checkpoint: Path) -> None:
    text = "\n".join(SAMPLES) * 4

    one, other = load_engine(str(mixture_checkpoint), "cpu", 1), load_engine(str(mixture_checkpoint), "cpu", threads)

    assert one.find([text]) == other.find([text])


def test_importing_the_engine_costs_nothing_and_spaces_is_never_imported(dense_checkpoint: Path) -> None:
    program = (
        "import sys, shared.engine\n"
        "assert not {'torch', 'numpy', 'transformers', 'tokenizers'} & set(sys.modules)\n"
        "from shared.engine.local import load_engine\n"
        "assert not {'torch', 'transformers', 'huggingface_hub'} & set(sys.modules)\n"
        f"load_engine({str(dense_checkpoint)!r}, 'cpu', 1).find(['Harry Potter'])\n"
        "assert 'spaces' not in sys.modules\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False)

    assert done.returncode == 0, done.stderr


def test_on_zero_gpu_the_pure_step_is_lent_a_graphics_card(monkeypatch: pytest.MonkeyPatch) -> None:
    lent: list[int] = []

    def gpu(duration: Callable[[str], int]) -> Callable[[Callable[[str], int]], Callable[[str], int]]:
        def decorate(step: Callable[[str], int]) -> Callable[[str], int]:
            def run(text: str) -> int:
                lent.append(duration(text))
                return step(text)

            return run

        return decorate

    def size(text: str) -> int:
        return len(text)

    monkeypatch.setitem(sys.modules, "spaces", SimpleNamespace(GPU=gpu))

    assert on_lent_gpu(size, zero_gpu=True, seconds=lambda text: 30 + len(text))("abc") == 3
    assert lent == [33]
    assert on_lent_gpu(size, zero_gpu=False, seconds=lambda text: 30) is size


def test_a_lent_graphics_card_is_asked_for_once_a_call(tiny_engine: LocalEngine) -> None:
    pieces: list[int] = []
    infer = tiny_engine._infer
    lent = LocalEngine.__new__(LocalEngine)
    lent.__dict__.update(tiny_engine.__dict__)
    lent.in_callers_thread = True
    lent._infer = lambda batch: pieces.append(len(batch)) or infer(batch)  # type: ignore[func-returns-value]

    found = lent.find(SAMPLES * 100)

    assert pieces == [4 * 100]
    assert [[span.label for span in spans] for spans in found] == [
        [span.label for span in spans] for spans in tiny_engine.find(SAMPLES * 100)
    ]
