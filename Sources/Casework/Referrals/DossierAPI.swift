import Web

/// The sealed package over the API.
struct DossierAPI {
    let reading: ReadStoredFile

    func add(to routes: Routes) {
        routes.api(.get, "referrals/:id/dossier", access: .signedIn, operation: ReferralOperations.dossier) {
            [reading] _, context in
            try await reading.dossier(context.caller, try context.id())
        }
    }
}
