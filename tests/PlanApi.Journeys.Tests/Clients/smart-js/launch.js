// By itself with ?iss and ?client_id, or by a portal, which adds ?launch: the library reads iss and launch from the address.
const asked = new URLSearchParams(location.search);
FHIR.oauth2.authorize({
  clientId: asked.get("client_id"),
  scope: `${asked.has("launch") ? "launch" : "launch/patient"} openid fhirUser offline_access patient/Patient.rs patient/Coverage.rs`,
  redirectUri: "index.html",
}).catch(problem => {
  document.getElementById("told").textContent = `Not connected: ${problem.message}`;
});
