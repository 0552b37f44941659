"""The faces: bytes or HTTP in, out again. They never import each other; only `apps.all` knows them all."""
