/// Which part of the graph a question is about.
struct GraphQuestion {
  /// Who starts; nobody in particular where it is empty.
  var sources: [String] = []
  /// Whom it is about; nobody in particular where it is empty.
  var targets: [String] = []
  /// Longest way in steps.
  var maxHops = 12
  /// Whether longer ways than a proved one do not count.
  var isShortest = false
  /// Others that it names.
  var others: [String] = []
  /// Whether the answer rests on the evidence of all edges, not only of those that it shows.
  var needsEvidence = false
}
