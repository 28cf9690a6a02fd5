// Each thing done is a line, with what came of it, numbered so that a second try shows.
let count = 0;
const tell = words => {
  const line = document.createElement("li");
  line.textContent = `${++count}. ${words}`;
  document.getElementById("done").append(line);
};
const attempt = (name, what) => what().then(told => tell(`${name}: ${told}`), problem => tell(`${name} failed: ${problem.message}`));

const read = async client => {
  const [patient, user, coverage] = await Promise.all([client.patient.read(), client.user.read(), client.request(`Coverage?beneficiary=${client.patient.id}`)]);
  return `patient ${patient.id === client.patient.id}, user ${user.resourceType} ${user.id === patient.id}, coverages ${coverage.entry?.length > 0}`;
};

const refresh = async client => {
  const before = { ...client.state.tokenResponse };
  const { tokenResponse: after } = await client.refresh();
  return `access token changed ${before.access_token !== after.access_token}, refresh token rotated ${before.refresh_token !== after.refresh_token}, patient kept ${before.patient === after.patient}`;
};

FHIR.oauth2.ready().then(
  client => {
    document.getElementById("told").textContent = "Connected";
    document.getElementById("read").addEventListener("click", () => attempt("Read", () => read(client)));
    document.getElementById("refresh").addEventListener("click", () => attempt("Refresh", () => refresh(client)));
  },
  problem => {
    document.getElementById("told").textContent = `Not connected: ${problem.message}`;
  });
