"""The programs that are measured, each in a file of its own: how it is called for what."""
