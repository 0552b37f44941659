"""Which US ZIP areas so few people live in that HIPAA's Safe Harbor wants their first three digits gone too.

An area is all ZIP codes that begin with the same three digits. The list is the one of the Department of Health's
guidance of 2012, from the census of 2000: areas of 20,000 people or fewer. No other number of people is known here.
"""

import re

_SPARSE = re.compile("036|059|063|102|203|556|692|790|821|823|830|831|878|879|884|890|893")


def is_sparse(zip_code: str) -> bool:
    """Whether the area of a ZIP code has 20,000 people or fewer."""
    return _SPARSE.match("".join(c for c in zip_code if "0" <= c <= "9")) is not None
