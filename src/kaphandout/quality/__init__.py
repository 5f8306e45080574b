"""The quality report: instruments that leaflets are judged by, what software can measure of them, what people record."""
