"""How the embedded checkpoint is made: corpus -> tokenizer -> weights -> calibration -> evaluation -> card.

Every stage is a module run with ``python -m training.<stage>``; see README.md in this folder.
Nothing of the product imports this package.
"""
