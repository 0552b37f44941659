"""What a person has decided about a document, and the copy that follows from it.

    file -> opening -> document -> decisions (of a page, a program, a saved review) -> copying -> redacted copy

Knows no HTTP and no arguments; whoever decides, on a page or on the command line, gets the same copy.
"""
