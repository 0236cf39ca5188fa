"""Words of Vietnamese, of one or more syllables, with their places in the message as it was typed."""

import re
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.language import tokens
from nlu.components.alignment import Span, align, syllables


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class VietnameseTokenizer(Tokenizer):  # type: ignore[misc]
    """underthesea's words; single syllables where it gives something that is not in the message, or the message is
    long.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None, "limit": 1_000}

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        # Here, where one thread builds the graph: the segmenter's first call is not safe in two threads at once.
        tokens.warm_up()

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        text: str = message.get(attribute)
        found = [Token(text[start:end], start, end) for start, end in self.spans(text)]
        # Rasa expects a token in any text that is not empty.
        return found or [Token(text, 0)]

    def spans(self, text: str) -> list[Span]:
        if len(text) > self._config["limit"] or not re.search(r"\w", text):
            return syllables(text)
        try:
            words = tokens.words(text)
        except (ValueError, LookupError):
            # Text that its features cannot hold, such as half a surrogate pair.
            words = []
        return align(text, words) or syllables(text)
