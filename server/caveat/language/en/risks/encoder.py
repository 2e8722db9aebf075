"""What a sentence says, as a transformer reads it: is it a risk claim, and of which kind.

In: a sentence as text. Out: logits, named by `Encoder.outputs`. The six layers of
all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020), taught on labelled sentences and variants of them
by a larger model (bench/risks/train_encoder.py; Hinton et al. 2015), weights in bytes, run by
onnxruntime.
"""

from __future__ import annotations

import sys
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from caveat.language.en.risks.word_pieces import WordPieces

Floats = NDArray[np.float32]

SWITCH_SECONDS = 0.0005
"""How long another thread may hold the interpreter that the encoder needs between two sentences, of
which each takes some two ms outside it. Python's own 5 ms would make it wait longer than it works.
"""

LONGEST = 64
"""Word pieces of a sentence that are read: few sentences of news have more, and time is bounded."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """A transformer that reads one sentence at a time: what it says of one hangs on no other."""

    session: onnxruntime.InferenceSession
    pieces: WordPieces
    outputs: tuple[str, ...]

    def logits(self, sentence: str) -> Floats:
        """A logit for each of `outputs`."""
        pieces = self.pieces.numbers(sentence, LONGEST)
        logits: Floats = self.session.run(None, {"tokens": np.array(pieces)})[0]
        return logits

    def begin(self, sentence: str) -> Future[Floats]:
        """The `logits`, which are reckoned while the caller goes on."""
        return _thread().submit(self.logits, sentence)


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="encoder")


@cache
def encoder() -> Encoder:
    """The encoder of this folder. Loaded once."""
    sys.setswitchinterval(SWITCH_SECONDS)
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # one sentence is too little work for more
    session = onnxruntime.InferenceSession(
        (files(__package__) / "encoder.onnx").read_bytes(), options
    )
    vocabulary = (files(__package__) / "word_pieces.txt").read_text(encoding="utf-8")
    outputs = session.get_modelmeta().custom_metadata_map["outputs"]
    return Encoder(session, WordPieces(vocabulary.split("\n")), tuple(outputs.split()))
