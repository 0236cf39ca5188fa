"""What can go wrong in the dialogue.

DialogueError
├── NotReady           asked before `initialize` or after `shutdown`
├── ModelMissing       there is no trained model at that path, or it cannot be loaded
├── TrainingFailed     the data of `nlu/` cannot be trained on
├── ConversationBusy   too many messages of one conversation are waiting
├── InvalidPayload     a button's payload that the dialogue does not know
└── TurnFailed         the turn broke and left no trace; the caller says sorry and offers a person

Messages are for logs and never hold what a person wrote.
"""


class DialogueError(Exception):
    """Base of this package's errors."""


class NotReady(DialogueError):
    def __init__(self) -> None:
        super().__init__("the dialogue is not initialised")


class ModelMissing(DialogueError):
    def __init__(self, path: object) -> None:
        super().__init__(f"no dialogue model can be loaded from {path}")


class TrainingFailed(DialogueError):
    """`str(error)` says what is wrong with the training data."""


class ConversationBusy(DialogueError):
    def __init__(self, conversation_id: str) -> None:
        self.conversation_id = conversation_id
        super().__init__("too many messages of one conversation are waiting")


class InvalidPayload(DialogueError):
    def __init__(self) -> None:
        super().__init__("not a payload of the dialogue")


class TurnFailed(DialogueError):
    """`where` names the action that failed, or "rasa". The cause is chained."""

    def __init__(self, conversation_id: str, where: str) -> None:
        self.conversation_id = conversation_id
        self.where = where
        super().__init__(f"the turn failed in {where}")
