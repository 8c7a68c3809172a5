// Ends with 0 when the address given answers with 2xx, else with 1: the health check of an image without curl.
const answerMs = 5_000;

async function isHealthy(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(answerMs) })).ok;
  } catch {
    return false;
  }
}

process.exit((await isHealthy(process.argv[2])) ? 0 : 1);
