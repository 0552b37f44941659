"""What every face is built from. Floors and rooms are listed in docs/house.md; imports point downwards only."""
