"""Edition × what was built → the matrix from claim to page and slide, and what leads nowhere or rests on nothing."""
