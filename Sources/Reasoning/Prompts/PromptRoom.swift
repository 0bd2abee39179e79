/// How much of a case a question may hold, so that every stage with its answer fits a small model's context of 8,192
/// tokens. By such a model's own tokens (SmolLM2), of 2.4 bytes and more each.
enum PromptRoom {
  /// Bytes of the findings that are told one by one, and how many of one code come before others have room.
  static let odd = 3_400
  static let findingsOfOneCode = 6
  /// Findings that passed, in short.
  static let passedFindings = 16
  /// Structures that are described.
  static let structures = 14
  /// Bytes of facts about the case.
  static let context = 900
  /// Bytes of the pictures' captions.
  static let pictures = 2_800
  /// Questions to the pictures at a time.
  static let questions = 8
  /// Bytes of what the policy expects of a group of structures.
  static let expectations = 9_000
  /// Structures whose anatomy is recalled at a time, and how many such groups a case asks for.
  static let recalledStructures = 8
  static let recalledGroups = 6
  /// Bytes of what an earlier stage said.
  static let knowledge = 1_800
  static let observations = 2_000
  static let inferences = 1_500
  static let comparison = 600
}
