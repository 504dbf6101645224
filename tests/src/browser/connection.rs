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

    /// The connection breaks after the next POST to `path` has arrived. Loading the page anew mends it.
    pub async fn loses_the_next_answer(&self, path: &str) {
        self.script(LOSE, vec![json!(path)]).await.expect("the page takes it");
    }
}
