/// The program's version; the changelog says what changed.
package enum Version {
  package static let current = "0.1.0"
}
