"""The command line: files and standard input in, findings or redacted files out."""
