"""Training of translation models (extra ``[train]``).

::

    mixture.yaml ──▶ pairs ──▶ overlap with test sets removed ──▶ vocabulary, token arrays
                                                                        ▼
    start (sentence encoder, built-in advance) ──▶ loop ◀── batches by seed and step
                                                    │
                             checkpoints ◀──────────┴──▶ model folder in the hub's layout

The modules here import torch and numpy when they are loaded, since they derive classes from
theirs. Nothing else in the package loads them before ``mt-toolkit train`` runs.
"""
