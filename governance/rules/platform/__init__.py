"""What the evidence says of the candidates for the shared platform, exactly and no further."""
