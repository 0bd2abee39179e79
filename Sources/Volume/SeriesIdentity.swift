/// What other DICOM objects call an image series and its slices by. Identifiers of a patient's data: compared, and
/// never written anywhere.
package struct SeriesIdentity: Sendable {
  /// Series Instance UID.
  package let series: String
  /// Frame of Reference UID; nil where the images have none.
  package let frameOfReference: String?
  /// SOP Instance UIDs.
  package let instances: Set<String>

  package init(series: String, frameOfReference: String?, instances: Set<String>) {
    self.series = series
    self.frameOfReference = frameOfReference
    self.instances = instances
  }
}
