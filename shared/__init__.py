"""What every face is built from. Floors and rooms are listed in the README; imports point downwards only."""
