"""The parts of a module, each put together from its structure and its words."""
