/// The number of a data element, with the name that the standard gives it (PS3.6).
struct DICOMTag: Sendable {
  /// Group and element, such as `0x0028_0010`.
  let number: UInt32
  let name: String

  init(_ number: UInt32, _ name: String = "") {
    self.number = number
    self.name = name
  }
}

extension DICOMTag: Hashable {
  static func == (a: DICOMTag, b: DICOMTag) -> Bool { a.number == b.number }

  func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

extension DICOMTag: CustomStringConvertible {
  /// `(0028,0010) Rows`.
  var description: String {
    let digits = String(number, radix: 16, uppercase: true)
    let all = String(repeating: "0", count: 8 - digits.count) + digits
    return "(\(all.prefix(4)),\(all.suffix(4)))" + (name.isEmpty ? "" : " \(name)")
  }
}

/// The data elements that are read, and written too.
extension DICOMTag {
  // What kind of object it is.
  static let transferSyntax = DICOMTag(0x0002_0010, "Transfer Syntax UID")
  static let specificCharacterSet = DICOMTag(0x0008_0005, "Specific Character Set")
  static let sopClass = DICOMTag(0x0008_0016, "SOP Class UID")
  static let sopInstance = DICOMTag(0x0008_0018, "SOP Instance UID")
  static let modality = DICOMTag(0x0008_0060, "Modality")
  static let seriesInstance = DICOMTag(0x0020_000E, "Series Instance UID")
  static let frameOfReference = DICOMTag(0x0020_0052, "Frame of Reference UID")
  static let containerIdentifier = DICOMTag(0x0040_0512, "Container Identifier")

  // Codes.
  static let codeValue = DICOMTag(0x0008_0100, "Code Value")
  static let codingSchemeDesignator = DICOMTag(0x0008_0102, "Coding Scheme Designator")
  static let longCodeValue = DICOMTag(0x0008_0119, "Long Code Value")

  // References.
  static let referencedSeries = DICOMTag(0x0008_1115, "Referenced Series Sequence")
  static let referencedInstances = DICOMTag(0x0008_114A, "Referenced Instance Sequence")
  static let referencedInstance = DICOMTag(0x0008_1155, "Referenced SOP Instance UID")
  static let sourceImages = DICOMTag(0x0008_2112, "Source Image Sequence")
  static let derivationImages = DICOMTag(0x0008_9124, "Derivation Image Sequence")

  // Planes.
  static let imagePosition = DICOMTag(0x0020_0032, "Image Position (Patient)")
  static let imageOrientation = DICOMTag(0x0020_0037, "Image Orientation (Patient)")
  static let pixelSpacing = DICOMTag(0x0028_0030, "Pixel Spacing")
  static let imagerPixelSpacing = DICOMTag(0x0018_1164, "Imager Pixel Spacing")
  static let sliceThickness = DICOMTag(0x0018_0050, "Slice Thickness")
  static let spacingBetweenSlices = DICOMTag(0x0018_0088, "Spacing Between Slices")
  static let dimensionOrganizationType = DICOMTag(0x0020_9311, "Dimension Organization Type")
  static let sharedGroups = DICOMTag(0x5200_9229, "Shared Functional Groups Sequence")
  static let perFrameGroups = DICOMTag(0x5200_9230, "Per-Frame Functional Groups Sequence")
  static let planePosition = DICOMTag(0x0020_9113, "Plane Position Sequence")
  static let planeOrientation = DICOMTag(0x0020_9116, "Plane Orientation Sequence")
  static let planePositionSlide = DICOMTag(0x0048_021A, "Plane Position (Slide) Sequence")
  static let pixelMeasures = DICOMTag(0x0028_9110, "Pixel Measures Sequence")
  static let pixelValueTransformation = DICOMTag(0x0028_9145, "Pixel Value Transformation Sequence")

  // Pixels.
  static let samplesPerPixel = DICOMTag(0x0028_0002, "Samples per Pixel")
  static let photometricInterpretation = DICOMTag(0x0028_0004, "Photometric Interpretation")
  static let planarConfiguration = DICOMTag(0x0028_0006, "Planar Configuration")
  static let numberOfFrames = DICOMTag(0x0028_0008, "Number of Frames")
  static let rows = DICOMTag(0x0028_0010, "Rows")
  static let columns = DICOMTag(0x0028_0011, "Columns")
  static let bitsAllocated = DICOMTag(0x0028_0100, "Bits Allocated")
  static let bitsStored = DICOMTag(0x0028_0101, "Bits Stored")
  static let highBit = DICOMTag(0x0028_0102, "High Bit")
  static let pixelRepresentation = DICOMTag(0x0028_0103, "Pixel Representation")
  static let pixelPaddingValue = DICOMTag(0x0028_0120, "Pixel Padding Value")
  static let rescaleIntercept = DICOMTag(0x0028_1052, "Rescale Intercept")
  static let rescaleSlope = DICOMTag(0x0028_1053, "Rescale Slope")
  static let floatPixelData = DICOMTag(0x7FE0_0008, "Float Pixel Data")
  static let pixelData = DICOMTag(0x7FE0_0010, "Pixel Data")

  // Segments.
  static let segmentationType = DICOMTag(0x0062_0001, "Segmentation Type")
  static let segments = DICOMTag(0x0062_0002, "Segment Sequence")
  static let segmentNumber = DICOMTag(0x0062_0004, "Segment Number")
  static let segmentLabel = DICOMTag(0x0062_0005, "Segment Label")
  static let segmentedCategory = DICOMTag(0x0062_0003, "Segmented Property Category Code Sequence")
  static let segmentAlgorithmType = DICOMTag(0x0062_0008, "Segment Algorithm Type")
  static let segmentAlgorithmName = DICOMTag(0x0062_0009, "Segment Algorithm Name")
  static let segmentIdentification = DICOMTag(0x0062_000A, "Segment Identification Sequence")
  static let referencedSegmentNumber = DICOMTag(0x0062_000B, "Referenced Segment Number")
  static let maximumFractionalValue = DICOMTag(0x0062_000E, "Maximum Fractional Value")
  static let segmentedType = DICOMTag(0x0062_000F, "Segmented Property Type Code Sequence")
  static let segmentationFractionalType = DICOMTag(0x0062_0010, "Segmentation Fractional Type")
  static let segmentedTypeModifier = DICOMTag(0x0062_0011, "Segmented Property Type Modifier Code Sequence")
  static let trackingUID = DICOMTag(0x0062_0021, "Tracking UID")

  // Contours.
  static let referencedFramesOfReference = DICOMTag(0x3006_0010, "Referenced Frame of Reference Sequence")
  static let referencedStudies = DICOMTag(0x3006_0012, "RT Referenced Study Sequence")
  static let referencedRTSeries = DICOMTag(0x3006_0014, "RT Referenced Series Sequence")
  static let contourImages = DICOMTag(0x3006_0016, "Contour Image Sequence")
  static let structureSetROIs = DICOMTag(0x3006_0020, "Structure Set ROI Sequence")
  static let roiNumber = DICOMTag(0x3006_0022, "ROI Number")
  static let roiFrameOfReference = DICOMTag(0x3006_0024, "Referenced Frame of Reference UID")
  static let roiName = DICOMTag(0x3006_0026, "ROI Name")
  static let roiGenerationAlgorithm = DICOMTag(0x3006_0036, "ROI Generation Algorithm")
  static let roiContours = DICOMTag(0x3006_0039, "ROI Contour Sequence")
  static let contours = DICOMTag(0x3006_0040, "Contour Sequence")
  static let contourGeometricType = DICOMTag(0x3006_0042, "Contour Geometric Type")
  static let contourData = DICOMTag(0x3006_0050, "Contour Data")
  static let roiObservations = DICOMTag(0x3006_0080, "RT ROI Observations Sequence")
  static let referencedROINumber = DICOMTag(0x3006_0084, "Referenced ROI Number")
  static let roiObservationLabel = DICOMTag(0x3006_0085, "ROI Observation Label")
  static let roiIdentificationCode = DICOMTag(0x3006_0086, "RT ROI Identification Code Sequence")
  static let roiInterpretedType = DICOMTag(0x3006_00A4, "RT ROI Interpreted Type")

  // What holds sequences together.
  static let item = DICOMTag(0xFFFE_E000, "Item")
  static let itemEnd = DICOMTag(0xFFFE_E00D, "Item Delimitation Item")
  static let sequenceEnd = DICOMTag(0xFFFE_E0DD, "Sequence Delimitation Item")
}

/// The data elements of reports, which are written alone (PS3.3, C.17).
extension DICOMTag {
  static let mappingResource = DICOMTag(0x0008_0105, "Mapping Resource")
  static let seriesDescription = DICOMTag(0x0008_103E, "Series Description")
  static let referencedPerformedSteps = DICOMTag(0x0008_1111, "Referenced Performed Procedure Step Sequence")
  static let referencedSOPs = DICOMTag(0x0008_1199, "Referenced SOP Sequence")
  static let measurementUnits = DICOMTag(0x0040_08EA, "Measurement Units Code Sequence")
  static let relationshipType = DICOMTag(0x0040_A010, "Relationship Type")
  static let valueType = DICOMTag(0x0040_A040, "Value Type")
  static let conceptName = DICOMTag(0x0040_A043, "Concept Name Code Sequence")
  static let continuity = DICOMTag(0x0040_A050, "Continuity Of Content")
  static let uidValue = DICOMTag(0x0040_A124, "UID")
  static let textValue = DICOMTag(0x0040_A160, "Text Value")
  static let conceptCode = DICOMTag(0x0040_A168, "Concept Code Sequence")
  static let measuredValues = DICOMTag(0x0040_A300, "Measured Value Sequence")
  static let numericValue = DICOMTag(0x0040_A30A, "Numeric Value")
  static let performedProcedureCodes = DICOMTag(0x0040_A372, "Performed Procedure Code Sequence")
  static let currentEvidence = DICOMTag(0x0040_A375, "Current Requested Procedure Evidence Sequence")
  static let completionFlag = DICOMTag(0x0040_A491, "Completion Flag")
  static let verificationFlag = DICOMTag(0x0040_A493, "Verification Flag")
  static let contentTemplate = DICOMTag(0x0040_A504, "Content Template Sequence")
  static let content = DICOMTag(0x0040_A730, "Content Sequence")
  static let assessmentSummary = DICOMTag(0x0082_0001, "Assessment Summary")
  static let assessmentSummaryDescription = DICOMTag(0x0082_0003, "Assessment Summary Description")
  static let assessedInstances = DICOMTag(0x0082_0004, "Assessed SOP Instance Sequence")
  static let comparedInstances = DICOMTag(0x0082_0005, "Referenced Comparison SOP Instance Sequence")
  static let numberOfObservations = DICOMTag(0x0082_0006, "Number of Assessment Observations")
  static let observations = DICOMTag(0x0082_0007, "Assessment Observations Sequence")
  static let observationSignificance = DICOMTag(0x0082_0008, "Observation Significance")
  static let observationDescription = DICOMTag(0x0082_000A, "Observation Description")
  static let structuredConstraints = DICOMTag(0x0082_000C, "Structured Constraint Observation Sequence")
  static let assessmentRequester = DICOMTag(0x0082_0017, "Assessment Requester Sequence")
  static let assessmentType = DICOMTag(0x0082_0021, "Assessment Type Code Sequence")
  static let observationBasis = DICOMTag(0x0082_0022, "Observation Basis Code Sequence")
  static let assessmentLabel = DICOMTag(0x0082_0023, "Assessment Label")
  static let templateIdentifier = DICOMTag(0x0040_DB00, "Template Identifier")
}

/// The data elements that are written alone.
extension DICOMTag {
  static let fileMetaLength = DICOMTag(0x0002_0000, "File Meta Information Group Length")
  static let fileMetaVersion = DICOMTag(0x0002_0001, "File Meta Information Version")
  static let mediaStorageClass = DICOMTag(0x0002_0002, "Media Storage SOP Class UID")
  static let mediaStorageInstance = DICOMTag(0x0002_0003, "Media Storage SOP Instance UID")
  static let implementationClass = DICOMTag(0x0002_0012, "Implementation Class UID")
  static let imageType = DICOMTag(0x0008_0008, "Image Type")
  static let studyDate = DICOMTag(0x0008_0020, "Study Date")
  static let contentDate = DICOMTag(0x0008_0023, "Content Date")
  static let studyTime = DICOMTag(0x0008_0030, "Study Time")
  static let contentTime = DICOMTag(0x0008_0033, "Content Time")
  static let accessionNumber = DICOMTag(0x0008_0050, "Accession Number")
  static let manufacturer = DICOMTag(0x0008_0070, "Manufacturer")
  static let referringPhysician = DICOMTag(0x0008_0090, "Referring Physician's Name")
  static let codeMeaning = DICOMTag(0x0008_0104, "Code Meaning")
  static let modelName = DICOMTag(0x0008_1090, "Manufacturer's Model Name")
  static let referencedClass = DICOMTag(0x0008_1150, "Referenced SOP Class UID")
  static let derivationCode = DICOMTag(0x0008_9215, "Derivation Code Sequence")
  static let patientName = DICOMTag(0x0010_0010, "Patient's Name")
  static let patientID = DICOMTag(0x0010_0020, "Patient ID")
  static let patientBirthDate = DICOMTag(0x0010_0030, "Patient's Birth Date")
  static let patientSex = DICOMTag(0x0010_0040, "Patient's Sex")
  static let peakVoltage = DICOMTag(0x0018_0060, "KVP")
  static let deviceSerialNumber = DICOMTag(0x0018_1000, "Device Serial Number")
  static let softwareVersions = DICOMTag(0x0018_1020, "Software Versions")
  static let studyInstance = DICOMTag(0x0020_000D, "Study Instance UID")
  static let studyID = DICOMTag(0x0020_0010, "Study ID")
  static let seriesNumber = DICOMTag(0x0020_0011, "Series Number")
  static let acquisitionNumber = DICOMTag(0x0020_0012, "Acquisition Number")
  static let instanceNumber = DICOMTag(0x0020_0013, "Instance Number")
  static let positionReferenceIndicator = DICOMTag(0x0020_1040, "Position Reference Indicator")
  static let frameContent = DICOMTag(0x0020_9111, "Frame Content Sequence")
  static let dimensionIndexValues = DICOMTag(0x0020_9157, "Dimension Index Values")
  static let dimensionOrganization = DICOMTag(0x0020_9164, "Dimension Organization UID")
  static let dimensionIndexPointer = DICOMTag(0x0020_9165, "Dimension Index Pointer")
  static let functionalGroupPointer = DICOMTag(0x0020_9167, "Functional Group Pointer")
  static let dimensionOrganizations = DICOMTag(0x0020_9221, "Dimension Organization Sequence")
  static let dimensionIndices = DICOMTag(0x0020_9222, "Dimension Index Sequence")
  static let rescaleType = DICOMTag(0x0028_1054, "Rescale Type")
  static let lossyCompression = DICOMTag(0x0028_2110, "Lossy Image Compression")
  static let purposeOfReference = DICOMTag(0x0040_A170, "Purpose of Reference Code Sequence")
  static let contentLabel = DICOMTag(0x0070_0080, "Content Label")
  static let contentDescription = DICOMTag(0x0070_0081, "Content Description")
  static let contentCreator = DICOMTag(0x0070_0084, "Content Creator's Name")
}

extension DICOMTag {
  /// Whether an element holds pixels.
  static func isPixels(_ number: UInt32) -> Bool {
    number == 0x7FE0_0010 || number == 0x7FE0_0008 || number == 0x7FE0_0009
  }

  /// A tag by its number alone, with its name where it is one of those that messages are about.
  static func named(_ number: UInt32) -> DICOMTag { known.first { $0.number == number } ?? DICOMTag(number) }

  private static let known = [
    specificCharacterSet, sopClass, sharedGroups, perFrameGroups, planePosition, planeOrientation, pixelMeasures,
    rows, columns, bitsAllocated, numberOfFrames, imagePosition, imageOrientation, pixelSpacing, sopInstance,
    segments, segmentIdentification, structureSetROIs, roiContours, contours, contourData, referencedSeries,
    derivationImages, sourceImages, pixelData, item, itemEnd, sequenceEnd,
  ]
}
