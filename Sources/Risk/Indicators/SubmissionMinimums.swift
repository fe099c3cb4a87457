import Notices

/// The least days for tenders or requests under one law, by procedure.
struct SubmissionMinimums: Sendable {
    struct Bounds: Sendable {
        let base: Int
        let electronic: Int?
        let priorNotice: Int?
        let accelerated: Int?

        /// The smallest of the base and those whose fact holds.
        func minimum(electronic isElectronic: Bool, priorNotice hasPrior: Bool, accelerated isFast: Bool)
            -> Int
        {
            var least = base
            if isElectronic, let electronic { least = min(least, electronic) }
            if hasPrior, let priorNotice { least = min(least, priorNotice) }
            if isFast, let accelerated { least = min(least, accelerated) }
            return least
        }
    }

    let law: String
    /// One set for all procedures, known or not (concessions).
    private let any: Bounds?
    private let byProcedure: [ProcedureType: Bounds]

    /// The bounds of many laws side by side, so that finding one touches nothing that is counted.
    struct Table: Sendable {
        private let bounds: [Bounds?]

        init(_ laws: [SubmissionMinimums]) {
            bounds = laws.flatMap { law in
                Self.procedures.map { procedure in law.any ?? procedure.flatMap { law.byProcedure[$0] } }
            }
        }

        subscript(law: Int, procedure: ProcedureType?) -> Bounds? {
            bounds[law * Self.procedures.count + Self.place(procedure)]
        }

        private static let procedures: [ProcedureType?] = [nil] + ProcedureType.allCases.map(Optional.some)

        private static func place(_ procedure: ProcedureType?) -> Int {
            switch procedure {
            case nil: 0
            case .open: 1
            case .restricted: 2
            case .negotiated: 3
            case .dialogue: 4
            case .innovation: 5
            case .direct: 6
            case .other: 7
            }
        }
    }

    static let keys = ["any"] + ProcedureType.allCases.map(\.rawValue)

    init(_ row: RuleRow) throws(RuleError) {
        law = try row.text("law")
        any = try row.child("any").map { (child) throws(RuleError) in try Self.bounds(child) }
        var byProcedure: [ProcedureType: Bounds] = [:]
        for procedure in ProcedureType.allCases {
            if let child = try row.child(procedure.rawValue) {
                byProcedure[procedure] = try Self.bounds(child)
            }
        }
        self.byProcedure = byProcedure
        if any == nil, byProcedure.isEmpty {
            throw row.fault("names no procedure; add open, restricted, … or any")
        }
    }

    private static func bounds(_ row: RuleRow) throws(RuleError) -> Bounds {
        try row.allow(["base", "electronic_submission", "prior_notice", "accelerated"])
        return Bounds(
            base: try row.number("base"), electronic: try row.optionalNumber("electronic_submission"),
            priorNotice: try row.optionalNumber("prior_notice"),
            accelerated: try row.optionalNumber("accelerated"))
    }
}
