package import Agreement
package import Anatomy

/// How often what is named as wrong is what is wrong: the unacceptable cases of which the table of truth says it, and a
/// predictor that names anything.
package struct FaultHits: Sendable {
  /// Cases for which some reason names the fault.
  package let fault: Figure
  /// Cases for which the weightiest reason with a fault names it.
  package let firstFault: Figure
  /// Cases for which some reason is about one of the structures.
  package let place: Figure
  /// Cases for which one reason names the fault and one of the structures.
  package let faultAndPlace: Figure
  /// Each fault that the table names, with the share of its cases for which some reason names it.
  package let byFault: [(fault: Fault, hits: Figure)]

  init(_ matter: ValidationMatter, rule: AgreementRule) {
    let faulty = matter.cases.filter(\.isUnacceptable)
    func figure(
      _ cases: [ValidationMatter.Case], _ absence: String, _ holds: (ValidationMatter.Case) -> Bool
    ) -> Figure {
      Figure(cases.map(holds), clusters: cases.map(\.cluster), absence: absence, rule: rule)
    }
    let withFault = faulty.filter { $0.labelled.fault != nil }
    let withPlace = faulty.filter { !$0.labelled.places.isEmpty }
    let (noFault, noPlace) = ("no unacceptable case has a known fault", "no unacceptable case has a known place")
    func namesFault(_ one: ValidationMatter.Case) -> Bool {
      one.prediction.complaints.contains { $0.fault == one.labelled.fault }
    }
    fault = figure(withFault, noFault, namesFault)
    firstFault = figure(withFault, noFault) { one in
      one.prediction.complaints.first { $0.fault != nil }?.fault == one.labelled.fault
    }
    place = figure(withPlace, noPlace) { one in one.prediction.complaints.contains { $0.isAbout(one.labelled.places) } }
    faultAndPlace = figure(
      withPlace.filter { $0.labelled.fault != nil }, "no unacceptable case has a known fault and a known place"
    ) { one in
      one.prediction.complaints.contains { $0.fault == one.labelled.fault && $0.isAbout(one.labelled.places) }
    }
    byFault = Fault.allCases.compactMap { fault in
      let own = withFault.filter { $0.labelled.fault == fault }
      return own.isEmpty ? nil : (fault, figure(own, noFault, namesFault))
    }
  }
}

extension Prediction.Complaint {
  /// Whether it is about one of some structures, however their names are spelled.
  fileprivate func isAbout(_ places: [String]) -> Bool {
    let wanted = Set(places.map(Self.plain))
    return structures.contains { wanted.contains(Self.plain($0)) }
  }

  private static func plain(_ name: String) -> String {
    String(name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
  }
}
