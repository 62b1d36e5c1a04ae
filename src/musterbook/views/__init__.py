"""How a reading is shown: command line, JSON, dossier, situation report, exports."""
