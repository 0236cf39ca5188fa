"""Turn a company's own document (text, HTML, DOCX, PDF) into `policies/<slug>/`.

    bytes ─ readers ─▶ lines ─ furniture ─▶ lines ─ structure ─▶ sections ─ markdown ─▶ policy.md

The words of a passage are never changed: white space is folded and the text is brought to Unicode NFC, nothing more.
Start at `service`.
"""
