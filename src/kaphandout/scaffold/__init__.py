"""Answers → new files, valid and commented: a topic, a clinic, a message, a format, an icon; and the files' schemas."""
