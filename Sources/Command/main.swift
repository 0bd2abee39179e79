print("segwarden")
