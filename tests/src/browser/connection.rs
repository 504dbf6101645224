//! The wire between a browser and the desk: cut, mended, or broken right after a request has got through.

use serde_json::json;

use super::Browser;

/// Every POST to an address reaches the server, and no answer comes back.
const LOSE_ALL: &str = "const [path, whole] = [arguments[0], window.fetch];
    window.fetch = async (request, ...rest) => {
        const answer = await whole(request, ...rest);
        if (request.method !== 'POST' || !request.url.endsWith(path)) return answer;
        throw new TypeError('the connection broke');
    };";

/// The next POST to an address reaches the server, and its answer gets lost on the way back.
const LOSE: &str = "const [path, whole] = [arguments[0], window.fetch];
    window.fetch = async (request, ...rest) => {
        const answer = await whole(request, ...rest);
        if (request.method !== 'POST' || !request.url.endsWith(path)) return answer;
        window.fetch = whole;
        throw new TypeError('the connection broke');
    };";

/// What is posted with these words in it is answered as by a server that is busy just now.
const FAIL: &str = "const [words, whole] = [arguments[0], window.fetch];
    window.fetch = async (request, ...rest) => {
        const failing = request.method === 'POST' && (await request.clone().text()).includes(words);
        return failing ? new Response('', { status: 503 }) : whole(request, ...rest);
    };";

/// What is posted to an address is held up on its way.
const HOLD: &str = "const [path, whole] = [arguments[0], window.fetch];
    const let_through = new Promise((done) => { window.let_through = done; });
    window.fetch = async (request, ...rest) => {
        if (request.method === 'POST' && request.url.endsWith(path)) await let_through;
        return whole(request, ...rest);
    };";

impl Browser {
    /// The connection is gone; what is asked for meanwhile gets no answer.
    pub async fn loses_connection(&self) {
        self.expects_silence("/api/v1/");
        // Parts of the app that were on their way.
        self.expects_silence("/assets/");
        self.wire(true).await;
    }

    /// It is back.
    pub async fn regains_connection(&self) {
        self.wire(false).await;
    }

    /// Files with these words in their address do not arrive from now on, although there is a connection.
    pub async fn misses_files(&self, words: &str) {
        self.expects_silence("/assets/");
        self.blocks(&[format!("*/assets/*{words}*")]).await;
    }

    /// Every file arrives again.
    pub async fn misses_no_file(&self) {
        self.blocks(&[]).await;
    }

    async fn blocks(&self, addresses: &[String]) {
        self.devtools("Network.enable", json!({})).await;
        self.devtools("Network.setBlockedURLs", json!({"urls": addresses})).await;
    }

    async fn wire(&self, cut: bool) {
        self.devtools("Network.enable", json!({})).await;
        let none = json!({"offline": cut, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        self.devtools("Network.emulateNetworkConditions", none).await;
    }

    /// The connection is slow: every answer takes this long, in milliseconds.
    pub async fn has_a_slow_connection(&self, milliseconds: u32) {
        self.devtools("Network.enable", json!({})).await;
        let slow = json!({"offline": false, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1});
        self.devtools("Network.emulateNetworkConditions", slow).await;
    }

    /// Nothing of the API with these words at the end of its address gets through, although there is a connection.
    pub async fn does_not_reach(&self, words: &str) {
        self.expects_silence("/api/v1/");
        self.blocks(&[format!("*/api/v1/*{words}")]).await;
    }

    /// Everything gets through again.
    pub async fn reaches_everything(&self) {
        self.blocks(&[]).await;
    }

    /// What is posted to `path` arrives and no answer comes back, until the page is loaded anew.
    pub async fn loses_every_answer(&self, path: &str) {
        self.script(LOSE_ALL, vec![json!(path)]).await.expect("the page takes it");
    }

    /// What is posted with these words in it fails, until the page is loaded anew: the server cannot take it now.
    pub async fn fails_to_send(&self, words: &str) {
        self.script(FAIL, vec![json!(words)]).await.expect("the page takes it");
    }

    /// What is posted to `path` is held up on its way.
    pub async fn is_held_up(&self, path: &str) {
        self.script(HOLD, vec![json!(path)]).await.expect("the page takes it");
    }

    /// What was held up goes on.
    pub async fn is_let_through(&self) {
        self.script("window.let_through()", Vec::new()).await.expect("the page takes it");
    }

    /// The connection breaks after the next POST to `path` has arrived. Loading the page anew mends it.
    pub async fn loses_the_next_answer(&self, path: &str) {
        self.script(LOSE, vec![json!(path)]).await.expect("the page takes it");
    }
}
