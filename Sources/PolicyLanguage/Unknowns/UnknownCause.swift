/// A cause for which something about a case is not known. A value, so that one table says what it does to the decision
/// and one place puts it in words; nothing matches on prose.
public struct UnknownCause: Hashable, Sendable, Codable {
  /// What kind of cause it is; the word that policies use in `not_evaluable`.
  public enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
    /// The export does not know the label.
    case absent
    /// The export names the label and holds no voxel of it.
    case empty
    /// The label was not asked for in this export.
    case notAskedFor = "not_asked_for"
    /// Evidence shows that the label's place lies outside of the field of view.
    case outOfView = "out_of_view"
    /// Nothing shows whether the label's place lies in the field of view.
    case viewUnknown = "view_unknown"
    /// The field of view cuts the label where it would have to be whole.
    case cutOff = "cut_off"
    /// No image was given.
    case noImage = "no_image"
    /// An image was given that cannot be laid over the masks.
    case unusableImage = "unusable_image"
    /// The file gives no spacing.
    case noSpacing = "no_spacing"
    /// The file does not say how it lies in the patient.
    case noOrientation = "no_orientation"
    /// A fact about the case was not given and has no default.
    case noContext = "no_context"
    /// The question is one for a model, and none was asked, or none whose answer settles it.
    case noModel = "no_model"
    /// A model was asked and could not tell.
    case modelUnsure = "model_unsure"
    /// The label's file cannot be used.
    case unreadable
    /// The measure has no value for this shape.
    case undefined
    /// What the number is made from does not allow to calculate it.
    case notComputable = "not_computable"
    /// The structure is too large to be measured.
    case tooLarge = "too_large"
    /// The stored answers do not hold what this asks for.
    case notStored = "not_stored"
  }

  /// What kind of cause it is.
  public var kind: Kind
  /// The label or the fact that it is about; nil where it is about the whole case.
  public var subject: String?
  /// What is known beyond the kind, as a clause: the evidence, the faces, why there is no value.
  public var detail: String?

  /// A cause by its parts; the static functions name them.
  package init(_ kind: Kind, of subject: String? = nil, detail: String? = nil) {
    self.kind = kind
    self.subject = subject
    self.detail = detail
  }

  private enum CodingKeys: String, CodingKey {
    case kind = "cause"
    case subject = "of"
    case detail
  }
}

extension UnknownCause {
  /// The export does not know the label.
  package static func absent(_ label: String) -> Self { Self(.absent, of: label) }
  /// The export names the label and holds no voxel of it.
  package static func empty(_ label: String) -> Self { Self(.empty, of: label) }
  /// The label was not asked for.
  package static func notAskedFor(_ label: String) -> Self { Self(.notAskedFor, of: label) }
  /// The label's place lies outside of the field of view, as the evidence shows.
  package static func outOfView(_ label: String, evidence: String) -> Self {
    Self(.outOfView, of: label, detail: evidence)
  }
  /// Nothing shows whether the label's place lies in the field of view.
  package static func viewUnknown(_ label: String, _ why: String) -> Self { Self(.viewUnknown, of: label, detail: why) }
  /// The field of view cuts the label, as the clause says.
  package static func cutOff(_ label: String, _ clause: String) -> Self { Self(.cutOff, of: label, detail: clause) }
  /// No image was given.
  package static let noImage = Self(.noImage)
  /// The image cannot be laid over the masks, for the reason that the clause gives.
  package static func unusableImage(_ why: String) -> Self { Self(.unusableImage, detail: why) }
  /// The file gives no spacing.
  package static let noSpacing = Self(.noSpacing)
  /// The file does not say how it lies in the patient.
  package static let noOrientation = Self(.noOrientation)
  /// The fact was not given and has no default.
  package static func noContext(_ name: String) -> Self { Self(.noContext, of: name) }
  /// No model was asked.
  package static let noModel = Self(.noModel)
  /// A model was asked that the policy lets only advise.
  package static let modelAdvises = Self(
    .noModel, detail: "the policy lets a language model advise only, so its answer settles nothing")
  /// The model could not tell, for the reason that the clause gives.
  package static func modelUnsure(_ why: String) -> Self { Self(.modelUnsure, detail: why) }
  /// The label's file cannot be used.
  package static func unreadable(_ label: String) -> Self { Self(.unreadable, of: label) }
  /// The measure has no value, for the reason that the clause gives.
  package static func undefined(_ why: String) -> Self { Self(.undefined, detail: why) }
  /// The number cannot be calculated, for the reason that the clause gives.
  package static func notComputable(_ why: String) -> Self { Self(.notComputable, detail: why) }
  /// The structure is too large to be measured.
  package static func tooLarge(_ label: String) -> Self { Self(.tooLarge, of: label) }
  /// The stored answers do not hold what is named.
  package static func notStored(_ what: String) -> Self { Self(.notStored, detail: what) }
}

extension UnknownCause {
  /// The cause as a clause without a full stop: `liver is empty in the export`.
  public var words: String {
    let name = subject ?? "it"
    switch kind {
    case .absent: return "\(name) is not in the export"
    case .empty: return "\(name) is empty in the export"
    case .notAskedFor: return "\(name) was not asked for"
    case .outOfView: return "\(name) lies out of the field of view\(detail.map { " (\($0))" } ?? "")"
    case .viewUnknown:
      return "nothing shows whether \(name) lies in the field of view\(detail.map { " (\($0))" } ?? "")"
    case .cutOff: return detail ?? "the field of view cuts \(name)"
    case .noImage: return "no image was given"
    case .unusableImage: return detail ?? "the image cannot be laid over the masks"
    case .noSpacing: return "the file gives no spacing, so millimetres are unknown"
    case .noOrientation: return "the file does not say how it lies in the patient, so its directions are unknown"
    case .noContext: return "the context variable \(name) is not given"
    case .noModel: return detail ?? "no language model was asked"
    case .modelUnsure: return "the language model could not tell\(detail.map { " (\($0))" } ?? "")"
    case .unreadable: return "the file of \(name) cannot be used"
    case .undefined: return detail ?? "it has no value"
    case .notComputable: return detail ?? "it cannot be calculated"
    case .tooLarge: return "\(name) is too large to be measured"
    case .notStored:
      return "the stored answers do not hold what this asks of the masks\(detail.map { " (\($0))" } ?? "")"
        + "; check the masks again"
    }
  }
}

extension [UnknownCause] {
  /// The causes as one clause.
  package var words: String {
    var clauses: [String] = []
    for cause in self where !clauses.contains(cause.words) { clauses.append(cause.words) }
    return clauses.joined(separator: "; ")
  }

  /// The causes and others, each once, in the order in which they came.
  package func joined(with others: [UnknownCause]) -> [UnknownCause] {
    self + others.filter { !contains($0) }
  }
}
