internal import Volume

/// A number that policies can name, such as `sphericity(liver)` or `gap(kidney_left, liver)`.
package struct MeasureNumber: Sendable {
  /// What sets some numbers apart from others.
  package enum Trait: Hashable, Sendable {
    /// May be below zero.
    case signed
    /// Speaks of the patient's directions, so it is undefined where the orientation is unknown.
    case oriented
    /// Zero for a structure without voxels; all other numbers are undefined for it.
    case definedWhenEmpty
    /// Likeness with a ball or a disc, whose own is 1; a digitised one may come out a little above, a few voxels far.
    case likeness
    /// The longer over the shorter: 1 at least.
    case atLeastOne
  }

  package let name: String
  package let quantity: MeasuredQuantity
  /// A noun phrase for a sentence. Structures are called A and B in it, unless "of" with the structure's name is to
  /// follow: "the sphericity", "the share of A's surface that lies against B". See `phrase`.
  package let words: String
  /// The grids that it is defined on.
  package let dimensions: MeasureEntry.Dimensions
  package let subject: MeasureSubject
  package let traits: Set<Trait>
  /// The measure that it is a number of: definition, source, cost.
  package let entry: MeasureEntry
  /// Asks the measure about structures, by their places in the segmentation.
  let answer: @Sendable (_ structures: [StructurePlace], _ scene: Scene) -> Double?
  /// How it follows from kept answers; nil where only the scene tells.
  let reading: (any NumberReading)?

  /// - Parameters:
  ///   - form: the question that the number is read off.
  ///   - entry: the measure that it is listed with.
  init<M>(_ number: NumberOf<M>, _ form: QuestionForm<M>, of entry: MeasureEntry) {
    name = number.name
    quantity = number.quantity
    words = number.words
    dimensions = number.dimensions ?? entry.dimensions
    subject = form.subject
    traits = number.traits
    self.entry = entry
    answer = { number.value(form.question($0), $1) }
    reading = number.reading?({ form.question($0) })
  }

  package var needsImage: Bool { entry.needsImage }

  /// `sphericity(A)`, `gap(A, B)`.
  package var call: String { "\(name)(\(subject == .structure ? "A" : "A, B"))" }

  /// The words with structures' names in them: "the sphericity of liver", "the share of liver's surface that lies
  /// against stomach".
  package func phrase(of names: [String]) -> String {
    var isNamed = false
    let parts = words.split(separator: " ").map { part -> String in
      let letters = part.prefix { $0.isLetter }
      guard let at = ["A", "B"].firstIndex(where: { $0 == letters }), names.indices.contains(at) else {
        return String(part)
      }
      isNamed = true
      return names[at] + part.dropFirst()
    }
    let phrase = parts.joined(separator: " ")
    return isNamed ? phrase : "\(phrase) of \(names.prefix(subject.structures).joined(separator: " and "))"
  }
}

/// Names are unique in the catalogue, so a number is its name.
extension MeasureNumber: Hashable {
  package static func == (a: MeasureNumber, b: MeasureNumber) -> Bool { a.name == b.name }
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
