"""The errors of the protocol: answered with HTTP 200, in XML."""

from __future__ import annotations


class OaiError(Exception):
    """A protocol error: ``code`` as the specification names it, and a sentence in English, the language of the protocol."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
