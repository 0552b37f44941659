"""Attacks by well-known tools on the running paste app, and on a server with planted faults that each must see.

`tests/attacks/run` installs the tools and runs them all; it takes some minutes. csp_evaluator alone is quick and runs
with every `./test`.
"""
