/// A small policy in which the examples of the reference are expectations: what they name, this declares.
package enum ExamplePolicy {
  package static let head = """
    segwarden: 1
    policy: example
    version: 1.0.0
    context:
      nephrectomy: {values: [none, left, right], default: none}
      sex: {values: [female, male]}
      age: {range: 0..120, bands: {child: "< 18", adult: ">= 18"}}
    parameters:
      speck: 2 %
    labels:
      kidney_right: {value: 2, side: right, paired_with: kidney_left, level: L1..L3}
      kidney_left: {value: 3, side: left, level: T12..L3}
      liver: {value: 5, level: T9..L2}
      spleen: {value: 1, level: T10..L1}
      stomach: {value: 6}
      tumour: {value: 20}
      lungs: {value: 21}
      heart: {value: 51}
      aorta: {value: 52}
      inferior_vena_cava: {value: 63}
      myocardium: {value: 53}
      sacrum: {value: 25}
      left_ventricle: {value: 54}
      vertebra_L6: {value: 60}
      vertebrae_L1: {value: 31}
      vertebrae_L2: {value: 30}
      vertebrae_L3: {value: 29}
    groups:
      kidneys: [kidney_right, kidney_left]
      vertebrae: [vertebrae_L1, vertebrae_L2, vertebrae_L3]
      spine: [vertebrae_L1, vertebrae_L2, vertebrae_L3, vertebra_L6]
    column: vertebrae
    expectations:

    """

  /// The whole policy with one example in it, which is a list of expectations in YAML.
  package static func text(with example: String) -> String {
    head
      + example.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  " + $0 }.joined(
        separator: "\n")
      + "\n"
  }
}
