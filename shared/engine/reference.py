"""The model's forward pass, by transformers: packed token ids in, logits out.

Knows nothing of texts, windows or labels' meaning.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shared.errors import BadSetup

if TYPE_CHECKING:
    import torch


class TransformersForward:
    """Rows of tokens, end to end, through the library's eager attention, which is quadratic in the longest row."""

    def __init__(self, path: Path, device: "torch.device", dtype: "torch.dtype") -> None:
        from transformers import OpenAIPrivacyFilterForTokenClassification
        from transformers.utils import logging

        logging.disable_progress_bar()
        try:
            model, info = OpenAIPrivacyFilterForTokenClassification.from_pretrained(
                path, dtype=dtype, local_files_only=True, output_loading_info=True
            )
        except Exception as error:  # the library raises many kinds
            raise BadSetup("The checkpoint's weights do not fit its config.json.") from error
        if info["missing_keys"]:  # else the library would make them up at random
            raise BadSetup("The checkpoint is not complete: some of its weights are missing.")
        self.config = model.config
        self._model = model.to(device).eval()

    def __call__(self, ids: "torch.Tensor", lengths: Sequence[int]) -> "torch.Tensor":
        """Ids (tokens,) of rows of these lengths, end to end; returns logits (tokens, labels), float32."""
        import torch

        rows = torch.split(ids, list(lengths))
        padded = torch.nn.utils.rnn.pad_sequence(list(rows), batch_first=True, padding_value=0)  # (rows, longest)
        places = torch.arange(padded.shape[1], device=ids.device)
        real = places < torch.tensor(list(lengths), device=ids.device)[:, None]
        logits: torch.Tensor = self._model(
            input_ids=padded, attention_mask=real.long()
        ).logits  # (rows, longest, labels)
        return logits[real].float()
