package struct Condition: Sendable {}
