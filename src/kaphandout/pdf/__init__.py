"""HTML → conforming PDF, and sheets to fold, cut or send to a print shop."""
