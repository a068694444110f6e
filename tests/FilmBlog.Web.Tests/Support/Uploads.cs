using System.Net.Http.Headers;

namespace FilmBlog.Web.Tests.Support;

/// <summary>Files that somebody at the desk sends.</summary>
internal static class Uploads
{
    extension(DeskVisitor visitor)
    {
        /// <summary>Chooses files in a form of a page and sends it, as a browser without scripts does.</summary>
        public async Task<HttpResponseMessage> UploadAsync(string page, string form, params (string Name, byte[] Bytes)[] files)
        {
            var element = (await visitor.OpenAsync(page)).One(form);
            Assert.Equal("multipart/form-data", element.GetAttribute("enctype"));
            // In the order of the page: what protects the form comes before the files.
            var content = new MultipartFormDataContent();
            foreach (var input in element.QuerySelectorAll("input"))
            {
                if (input.GetAttribute("type") != "file")
                {
                    content.Add(new StringContent(input.GetAttribute("value") ?? ""), input.GetAttribute("name")!);
                    continue;
                }

                foreach (var (name, bytes) in files)
                {
                    // By hand: a browser sends an empty name when no file was chosen.
                    var file = FileOf(bytes);
                    file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{input.GetAttribute("name")}\"; filename=\"{name}\"");
                    content.Add(file);
                }
            }

            return await visitor.Client.PostAsync(element.GetAttribute("action"), content, TestContext.Current.CancellationToken);
        }

        /// <summary>Sends a file as the scripts of the desk do.</summary>
        public async Task<HttpResponseMessage> SendAsync(string page, string address, string name, byte[] bytes)
        {
            var token = (await visitor.OpenAsync(page)).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value");
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative)) { Content = new MultipartFormDataContent { { FileOf(bytes), "file", name } } };
            request.Headers.Add("RequestVerificationToken", token);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            return await visitor.Client.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }

    private static ByteArrayContent FileOf(byte[] bytes) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
}
