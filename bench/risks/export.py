"""The encoder as it is shipped: one sentence at a time, weights in bytes, for onnxruntime.

In: an encoder as it was trained, with its head. Out: the ONNX file that
caveat.language.en.risks.encoder reads.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn import functional

from caveat.language.en.risks.encoder import LONGEST


class Layer(nn.Module):  # type: ignore[misc]  # no torch in .venv
    """A layer of BERT (Devlin et al. 2019) for a sentence without padding."""

    def __init__(self, trained: Any, heads: int) -> None:
        super().__init__()
        of, output = trained.attention.self, trained.attention.output
        self.heads = heads
        self.query, self.key, self.value = of.query, of.key, of.value
        self.output, self.norm = output.dense, output.LayerNorm
        self.wide, self.narrow = trained.intermediate.dense, trained.output.dense
        self.last_norm = trained.output.LayerNorm

    def forward(self, hidden: Any) -> Any:
        """Hidden vectors of its word pieces → the next layer's."""
        width = hidden.shape[1]
        query, key, value = (
            _product(part, hidden).reshape(-1, self.heads, width // self.heads).transpose(0, 1)
            for part in (self.query, self.key, self.value)
        )
        alike = query @ key.transpose(1, 2) / math.sqrt(width // self.heads)
        mixed = torch.softmax(alike, -1) @ value
        mixed = mixed.transpose(0, 1).reshape(-1, width)
        hidden = self.norm(hidden + _product(self.output, mixed))
        wide = functional.gelu(_product(self.wide, hidden))
        return self.last_norm(hidden + _product(self.narrow, wide))


class Sentence(nn.Module):  # type: ignore[misc]  # no torch in .venv
    """An encoder of BERT's kind, and a head on the mean vector of the sentence."""

    def __init__(self, encoder: Any, head: nn.Linear) -> None:
        super().__init__()
        of = encoder.embeddings
        places = of.position_embeddings.weight + of.token_type_embeddings.weight[0]
        self.words, self.norm, self.head = of.word_embeddings, of.LayerNorm, head
        self.places = nn.Parameter(places[:LONGEST].detach())
        heads = encoder.config.num_attention_heads
        self.layers = nn.ModuleList(Layer(layer, heads) for layer in encoder.encoder.layer)

    def forward(self, tokens: Any) -> Any:
        """The sentence's logits."""
        hidden = self.norm(self.words(tokens) + self.places[: tokens.shape[0]])
        for layer in self.layers:
            hidden = layer(hidden)
        return self.head(hidden.mean(0))


def _product(part: nn.Linear, hidden: Any) -> Any:
    """As `part` gives it, in the form of which onnxruntime makes bytes."""
    return hidden @ part.weight.T + part.bias


def export(encoder: Any, head: nn.Linear, outputs: Sequence[str], file: Path) -> None:
    """Write the encoder to `file`."""
    with TemporaryDirectory() as folder:
        whole, small = Path(folder, "whole.onnx"), Path(folder, "small.onnx")
        torch.onnx.export(
            Sentence(encoder, head).eval(),
            (torch.arange(9),),
            str(whole),
            input_names=["tokens"],
            output_names=["logits"],
            dynamic_axes={"tokens": {0: "pieces"}},
            dynamo=False,
            opset_version=17,
        )
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True)
        model = onnx.load(str(small))
    onnx.helper.set_model_props(model, {"outputs": " ".join(outputs)})
    onnx.save(model, str(file))
