"""Every setting of the product, read once from the environment and then passed down.

This is the only module that looks at the environment. Each setting is an environment variable with the
prefix `BLACKBAR_` (`BLACKBAR_PORT=8000`); the command line of `./run` overrides the common ones.
"""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

MEGABYTE = 1024 * 1024


def _data_home() -> Path:
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "blackbar"


class Settings(BaseSettings):
    """How this installation runs. Frozen: a test builds its own, nothing changes one."""

    model_config = SettingsConfigDict(env_prefix="BLACKBAR_", frozen=True, extra="forbid")

    host: str = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(7860, ge=0, le=65535, description="The port to listen on; 0 takes a free one.")
    key: str = Field("", repr=False, description="The key every face asks for; empty lets everyone in.")
    data: Path = Field(default_factory=_data_home, description="The folder that holds all state.")
    store: str = Field("", repr=False, description="The paste store's URL; empty is SQLite in the data folder.")

    model: str = Field("auto", description="auto, embedded, a checkpoint folder, or a name on the Hub.")
    device: Literal["auto", "cpu", "cuda"] = Field("auto", description="Where the model runs.")
    threads: int = Field(0, ge=0, description="Processor threads of the model; 0 takes every core.")
    ocr_languages: str = Field("eng", description="Tesseract's languages, joined by a plus sign.")

    max_document_bytes: int = Field(50 * MEGABYTE, description="The largest document.")
    max_document_pages: int = Field(2_000, description="The most pages of a document.")
    max_document_characters: int = Field(5_000_000, description="The longest text of a document.")
    max_image_bytes: int = Field(25 * MEGABYTE, description="The largest picture file.")
    max_image_pixels: int = Field(50_000_000, description="The most pixels of a picture.")
    max_paste_characters: int = Field(200_000, description="The longest paste.")
    max_filter_bytes: int = Field(10 * MEGABYTE, description="The largest body of the Filter API.")
    max_json_bytes: int = Field(2 * MEGABYTE, description="The largest JSON body.")
    max_queue: int = Field(64, description="How many requests may wait for the model.")
    parse_seconds: int = Field(60, description="How long one file may take to read.")
    parse_memory_bytes: int = Field(3 * 1024 * MEGABYTE, description="How much memory reading one file may take.")

    source_url: str = Field("", description="Where the source of this installation can be had.")
    trust_proxy: bool = Field(False, description="Believe X-Forwarded-* headers, behind a proxy of your own.")
    space_host: str = Field("", validation_alias="SPACE_HOST", description="Set by Hugging Face on a Space.")
    zero_gpu: bool = Field(False, validation_alias="SPACES_ZERO_GPU", description="Set by Hugging Face on ZeroGPU.")

    @property
    def uploads(self) -> Path:
        """Where uploads lie until they are read: a private folder, in memory where the machine has one."""
        return self.data / "uploads"

    @property
    def store_url(self) -> str:
        """The paste store as SQLAlchemy wants it."""
        return self.store or f"sqlite:///{self.data / 'pastes.sqlite'}"

    @property
    def is_public(self) -> bool:
        """Whether anyone but this machine can reach it."""
        return self.host not in ("127.0.0.1", "localhost", "::1")
