"""What this library raises."""


class KitError(Exception):
    """A kit that cannot be made as asked; the text names the field and the cure."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field
        self.text = text
