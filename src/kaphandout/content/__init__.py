"""The content folder → records: the only reader of what people write."""
