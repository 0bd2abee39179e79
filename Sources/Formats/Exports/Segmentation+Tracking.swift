internal import Volume

extension Segmentation {
  /// Notes on structures that their objects track as one and the same. By their names: identifiers stay out.
  var trackingNotes: [String] {
    var places: [TrackingIdentity: Int] = [:]
    var groups: [[Structure]] = []
    for structure in structures {
      guard let tracking = structure.facts.tracking else { continue }
      if let place = places[tracking] {
        groups[place].append(structure)
      } else {
        places[tracking] = groups.count
        groups.append([structure])
      }
    }
    return groups.filter { $0.count > 1 }.map { group in
      let names = group.prefix(6).map { $0.name ?? "segment \($0.value)" }.joined(separator: ", ")
      return "\(names)\(group.count > 6 ? " and \(group.count - 6) more" : ""): tracked as one and the same."
    }
  }
}
