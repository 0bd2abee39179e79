/// What an export says of a structure beside its name, its codes and its voxels.
///
/// Codes and terms of published vocabularies may be kept and shown anywhere. A program's name is free text, and what
/// tracks a structure is an identifier: neither is kept in records or handed to models.
package struct StructureFacts: Hashable, Sendable {
  /// What sort of thing it is, as `CodedConcept` writes it: DICOM's segmented property category, such as `SCT:49755003`
  /// for a morphologically abnormal structure.
  package var category: String?
  /// What a treatment planning system takes it for: DICOM's RT ROI Interpreted Type, such as `PTV` or `MARKER`.
  package var interpretedType: String?
  /// How it was made: DICOM's segment algorithm type, such as `AUTOMATIC`.
  package var algorithmType: String?
  /// The program that made it.
  package var algorithmName: String?
  package var tracking: TrackingIdentity?

  package init(
    category: String? = nil, interpretedType: String? = nil, algorithmType: String? = nil, algorithmName: String? = nil,
    tracking: TrackingIdentity? = nil
  ) {
    self.category = category
    self.interpretedType = interpretedType
    self.algorithmType = algorithmType
    self.algorithmName = algorithmName
    self.tracking = tracking
  }

  /// The scheme by which a policy names an interpreted type as a code, as in `RTROI:PTV`.
  package static let interpretedTypeScheme = "RTROI"

  /// The meaning of the category; nil without one, and for codes of other vocabularies than DICOM's own.
  package var categoryMeaning: String? { category.flatMap { Self.meanings[$0] } }

  /// What the structure is taken for, for people: the interpreted type, or else the category; nil where nothing says
  /// so.
  package var words: String? { interpretedType ?? categoryMeaning ?? category }

  /// Segmented property categories (PS3.16, CID 7150), with the codes that older files have.
  private static let meanings = [
    "SCT:91723000": "anatomical structure", "SCT:123037004": "anatomical structure",
    "SRT:T-D000A": "anatomical structure",
    "SCT:85756007": "tissue", "SRT:T-D0050": "tissue", "SCT:49755003": "morphologically abnormal structure",
    "SRT:M-01000": "morphologically abnormal structure", "SCT:260787004": "physical object",
    "SRT:A-00004": "physical object", "SCT:91720002": "body substance", "SRT:T-D0080": "body substance",
    "SCT:105590001": "substance", "SCT:246464006": "function", "SCT:309825002": "spatial and relational concept",
    "SRT:R-42018": "spatial and relational concept",
  ]
}

/// Which tracked thing a structure is, for the question whether two structures are one. What identifies it stays
/// inside.
package struct TrackingIdentity: Hashable, Sendable {
  private let uid: String

  package init(_ uid: String) { self.uid = uid }
}

extension TrackingIdentity: CustomStringConvertible, CustomReflectable {
  package var description: String { "tracked" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
