"""Opens the engine that a setting means: a checkpoint on this machine, or an engine at an address."""

from shared.engine import Engine


def open_engine(
    model: str, device: str = "auto", threads: int = 0, *,
    zero_gpu: bool = False, key: str = "", checkpoint: str = "", seconds: float = 120.0,
) -> Engine:  # fmt: skip
    """The engine. Raises BadSetup or Unavailable with what is wrong.

    `key`, `checkpoint` and `seconds` are for an engine at an address, as `shared.engine.remote.open_remote` takes them.
    """
    if model.lower().startswith(("http://", "https://")):
        from shared.engine.remote import open_remote

        return open_remote(model, key, checkpoint, seconds)
    from shared.engine import local

    return local.load_engine(model, device, threads, zero_gpu=zero_gpu)
