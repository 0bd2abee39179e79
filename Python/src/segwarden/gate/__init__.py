"""A gate in a PACS: what may go on, what waits for a person, and who let it go."""
