"""The quality report: instruments that leaflets are judged by, what software can measure of them, what people recorded.

    instruments/*.yaml ──┐
    Edition, findings, PDF ──measures──▶ Judge ──▶ Verdicts ──▶ scores ──▶ Report ──▶ HTML, PDF
    judgements.yaml ─────┘

A new instrument is a new file in `content/instruments/`; a new measure is a function in `quality/measures/`.
"""
